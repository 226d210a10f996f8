// The few parts of PostgreSQL's wire protocol, version 3, that the proxy has to understand.

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

/** Cuts a stream of bytes into messages; the first ones of a connection have no type byte. */
export class Frames {
  #rest = Buffer.alloc(0);
  #started = false;

  /** Messages that `chunk` completed: `{type, bytes}`; type is 'ssl', 'cancel' or 'startup' before the session. */
  push(chunk) {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames = [];
    for (;;) {
      const head = this.#started ? 1 : 0;
      if (this.#rest.length < head + 4) return frames;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return frames;
      const bytes = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      frames.push({ type: this.#started ? String.fromCharCode(bytes[0]) : this.#first(bytes), bytes });
    }
  }

  #first(bytes) {
    switch (bytes.readInt32BE(4)) {
      case SSL_REQUEST:
      case GSS_REQUEST:
        return 'ssl';
      case CANCEL_REQUEST:
        return 'cancel';
      default:
        this.#started = true;
        return 'startup';
    }
  }
}

/** Calls `visit(type, start, end)` for each message of what the server answered. */
export function eachAnswer(bytes, visit) {
  let at = 0;
  while (at + 5 <= bytes.length) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    visit(String.fromCharCode(bytes[at]), at, end);
    at = end;
  }
}

function message(type, body) {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(type, 0, 'latin1');
  bytes.writeInt32BE(4 + body.length, 1);
  body.copy(bytes, 5);
  return bytes;
}

const text = (...parts) => Buffer.from(parts.map((part) => part + '\0').join(''), 'utf8');

export const ready = (state) => message('Z', Buffer.from(state, 'latin1'));
export const query = (sql) => message('Q', text(sql));
export const error = (severity, code, words) =>
  message('E', Buffer.concat([text('S' + severity, 'V' + severity, 'C' + code, 'M' + words), Buffer.from([0])]));

export function welcome(parameters) {
  return Buffer.concat([
    message('R', Buffer.from([0, 0, 0, 0])),
    ...Object.entries(parameters).map(([name, value]) => message('S', text(name, value))),
    message('K', Buffer.alloc(8)),
    ready('I'),
  ]);
}

/** The pairs of a startup message. */
export function startupParameters(bytes) {
  const words = bytes.toString('utf8', 8).split('\0');
  const parameters = {};
  for (let i = 0; i + 1 < words.length && words[i] !== ''; i += 2) parameters[words[i]] = words[i + 1];
  return parameters;
}

/**
 * The message with its named prepared statement renamed by `rename`; unnamed statements, portals and everything else
 * stay.
 */
export function renameStatement({ type, bytes }, rename) {
  let at;
  if (type === 'P') at = 5;
  else if (type === 'B') at = bytes.indexOf(0, 5) + 1;
  else if ((type === 'D' || type === 'C') && bytes[5] === 0x53) at = 6;
  else return bytes;
  const end = bytes.indexOf(0, at);
  if (end === at) return bytes;
  const name = rename(bytes.toString('utf8', at, end), type);
  return message(type, Buffer.concat([bytes.subarray(5, at), Buffer.from(name, 'utf8'), bytes.subarray(end)]));
}

/** The SQL of a Query or Parse message. */
export function sqlOf({ type, bytes }) {
  if (type === 'Q') return bytes.toString('utf8', 5, bytes.length - 1);
  if (type !== 'P') return '';
  const start = bytes.indexOf(0, 5) + 1;
  return bytes.toString('utf8', start, bytes.indexOf(0, start));
}
