// One client's session on a database that has a single backend.

import * as protocol from './protocol.mjs';

// PGlite's own default for search_path is another than PostgreSQL's.
const CLEAN = 'SELECT pg_advisory_unlock_all(); RESET ALL; SET search_path TO "$user", public';

// What a reader sets for itself would be every session's here.
const NOBODYS = 'RESET ROLE; RESET default_transaction_read_only; RESET statement_timeout';

let sessions = 0;

export class Session {
  #socket;
  #backends;
  #frames = new protocol.Frames();
  #queue = [];
  #working = false;
  #closed = false;
  #backend = null;
  #release = null;
  #skipping = false;
  #prefix = `c${++sessions}_`;
  #names = new Set();

  constructor(socket, backends) {
    this.#socket = socket;
    this.#backends = backends;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#closed = true;
      this.#work();
    });
  }

  get database() {
    return this.#backend?.name;
  }

  /** Ends the session as a server that goes down does. */
  terminate() {
    this.#socket.write(protocol.error('FATAL', '57P01', 'terminating connection due to administrator command'));
    this.#socket.destroy();
  }

  #receive(chunk) {
    this.#queue.push(...this.#frames.push(chunk));
    this.#work();
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#queue.length > 0 && !this.#closed) await this.#handle(this.#queue.shift());
      if (this.#closed) await this.#leave();
    } catch (failure) {
      console.error(`${this.database}: ${failure.stack}`);
      this.#socket.write(protocol.error('FATAL', 'XX000', `the database broke: ${failure.message}`));
      this.#socket.destroy();
      this.#giveBack();
    } finally {
      this.#working = false;
    }
  }

  async #handle(frame) {
    switch (frame.type) {
      case 'ssl':
        this.#socket.write('N');
        return;
      case 'startup':
        await this.#start(protocol.startupParameters(frame.bytes));
        return;
      case 'cancel':
      case 'X':
        this.#socket.end();
        return;
      default:
        await this.#forward(frame);
    }
  }

  async #start(parameters) {
    const name = parameters.database ?? parameters.user;
    if (!this.#backends.accepts(name)) {
      this.#socket.end(protocol.error('FATAL', '55000', `database "${name}" is not currently accepting connections`));
      return;
    }
    this.#backend = await this.#backends.open(name);
    this.#backend.sessions.add(this);
    this.#socket.write(protocol.welcome({ ...this.#backend.parameters, application_name: parameters.application_name ?? '' }));
  }

  async #forward(frame) {
    // After an error, what was sent up to the next Sync is void; the backend, fed message by message, does not know.
    if (this.#skipping && frame.type !== 'S') return;
    if (/^\s*copy\b[^;]*\bfrom\s+stdin\b/i.test(protocol.sqlOf(frame))) {
      this.#refuse(frame, 'COPY FROM STDIN would break this database');
      return;
    }
    if (this.#release === null) {
      this.#release = await this.#backend.acquire();
      if (!this.#backend.closed && this.#backend.holder !== this) await this.#backend.send(protocol.query(NOBODYS));
      this.#backend.holder = this;
    }
    if (this.#closed || this.#backend.closed) return;
    const bytes = protocol.renameStatement(frame, (name, type) => this.#own(name, type));
    this.#answer(frame.type, await this.#backend.send(bytes));
  }

  #refuse(frame, words) {
    this.#socket.write(protocol.error('ERROR', '0A000', words));
    if (frame.type === 'Q') this.#socket.write(protocol.ready(this.#release ? 'T' : 'I'));
    else this.#skipping = true;
  }

  #own(name, type) {
    const own = this.#prefix + name;
    if (type === 'P') this.#names.add(own);
    if (type === 'C') this.#names.delete(own);
    return own;
  }

  #answer(type, bytes) {
    const whole = type === 'S' || type === 'Q';
    const kept = [];
    let state = null;
    protocol.eachAnswer(bytes, (kind, start, end) => {
      if (kind === 'Z') state = String.fromCharCode(bytes[start + 5]);
      // Out of turn: PGlite says so after an error in the middle of the extended protocol.
      if (kind === 'Z' && !whole) return;
      if (kind === 'E' && !whole) this.#skipping = true;
      kept.push(bytes.subarray(start, end));
    });
    if (whole) this.#skipping = false;
    if (kept.length > 0) this.#socket.write(Buffer.concat(kept));
    if (whole && state === 'I') this.#giveBack();
  }

  #giveBack() {
    this.#release?.();
    this.#release = null;
  }

  /** What a real backend's end does by itself. */
  async #leave() {
    const backend = this.#backend;
    if (backend === null) return;
    this.#backend = null;
    backend.sessions.delete(this);
    try {
      this.#release ??= await backend.acquire();
      if (backend.closed) return;
      if (this.#skipping) await backend.send(Buffer.from([0x53, 0, 0, 0, 4]));
      await backend.send(protocol.query('ROLLBACK'));
      for (const name of this.#names) await backend.send(protocol.query(`DEALLOCATE "${name}"`));
      if (backend.sessions.size === 0) await backend.send(protocol.query(CLEAN));
    } finally {
      this.#giveBack();
    }
  }
}
