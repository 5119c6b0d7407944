// SPDX-License-Identifier: GPL-2.0-or-later
// Drives one program that speaks the line protocol of peers/README.md.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One event of peers/README.md; `ev` says which of the other fields are there. */
export interface PeerEvent {
  readonly ev: string;
  readonly [field: string]: unknown;
}

export interface PeerOptions {
  readonly dir: string;
  readonly account: string;
  readonly peer: string;
  readonly policy?: string;
  readonly fragsize?: number;
  /** A libotr key file whose first key becomes the account's. */
  readonly key?: string;
  /** Options that only this program has. */
  readonly extra?: readonly string[];
}

/** Wires above this size are handed over in a file. */
const BIG = 200_000;
const TIMEOUT_MS = 60_000;
let files = 0;

export class Peer {
  /** What it put on the wire and nobody has carried away yet. */
  readonly outbox: Buffer[] = [];
  /** All its events. */
  readonly log: PeerEvent[] = [];
  private readonly waiting: PeerEvent[] = [];
  private wake: () => void = () => undefined;
  private stderr = '';
  private ended = false;

  readonly name: string;
  private readonly child: ChildProcessWithoutNullStreams;

  private constructor(name: string, child: ChildProcessWithoutNullStreams) {
    this.name = name;
    this.child = child;
    // A child that died is noticed by its end of output; writing to it is no second failure.
    child.stdin.on('error', () => undefined);
    child.stderr.on(
      'data',
      (data: Buffer) => (this.stderr = (this.stderr + data.toString()).slice(-2000)),
    );
    let unfinished = '';
    child.stdout.setEncoding('utf8').on('data', (data: string) => {
      const lines = (unfinished + data).split('\n');
      unfinished = lines.pop() ?? '';
      this.waiting.push(...lines.map((line) => JSON.parse(line) as PeerEvent));
      this.wake();
    });
    const ended = () => {
      this.ended = true;
      this.wake();
    };
    child.stdout.on('close', ended);
    child.on('error', (error) => {
      this.stderr += error.message;
      ended();
    });
  }

  /** Starts `program` and waits until it is ready. */
  static async start(program: readonly string[], options: PeerOptions): Promise<Peer> {
    const [command = '', ...args] = program;
    args.push('--dir', options.dir, '--account', options.account, '--peer', options.peer);
    args.push('--policy', options.policy ?? 'opportunistic');
    args.push('--fragsize', String(options.fragsize ?? 0));
    if (options.key !== undefined) args.push('--import', options.key);
    const peer = new Peer(options.account, spawn(command, [...args, ...(options.extra ?? [])]));
    try {
      await peer.until('ready', 'start-up');
    } catch (error) {
      await peer.close();
      throw error;
    }
    return peer;
  }

  /** The event `ready`. */
  get ready(): PeerEvent {
    return this.events('ready')[0]!;
  }

  get fingerprint(): string {
    return String(this.ready['fp']);
  }

  lacks(feature: string): boolean {
    return ((this.ready['lacks'] ?? []) as string[]).includes(feature);
  }

  events(kind: string): PeerEvent[] {
    return this.log.filter((event) => event.ev === kind);
  }

  /** Runs one command; returns its events. */
  async cmd(line: string): Promise<PeerEvent[]> {
    this.child.stdin.write(`${line}\n`);
    const events = await this.until('done', line.slice(0, 60));
    for (const event of events) {
      if (event.ev === 'inject') this.outbox.push(Buffer.from(String(event['b64']), 'base64'));
      if (event['what'] === 'unknown command')
        throw new Error(`${this.name} does not know ${line}`);
    }
    return events.slice(0, -1);
  }

  /** A message comes from the network. */
  async recv(wire: Buffer | string): Promise<PeerEvent[]> {
    const bytes = Buffer.from(wire);
    if (bytes.length <= BIG) return this.cmd(`recv ${bytes.toString('base64')}`);
    const file = join(tmpdir(), `otr-wire-${process.pid}-${String(files++)}`);
    writeFileSync(file, bytes);
    try {
      return await this.cmd(`recvfile ${file}`);
    } finally {
      rmSync(file);
    }
  }

  /** The user sends a message. */
  async send(text: string): Promise<PeerEvent[]> {
    if (!/[\r\n]/.test(text)) return this.cmd(`send ${text}`);
    return this.cmd(`sendb64 ${Buffer.from(text).toString('base64')}`);
  }

  /** This many seconds pass, for programs that can do it. */
  async age(seconds: number): Promise<PeerEvent[]> {
    return this.lacks('age') ? [] : this.cmd(`age ${String(seconds)}`);
  }

  /** Ends the program; never throws. */
  async close(): Promise<void> {
    if (this.ended) return;
    const gone = new Promise((resolve) => this.child.stdout.once('close', resolve));
    this.child.stdin.end('quit\n');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(timer);
  }

  private async until(kind: string, during: string): Promise<PeerEvent[]> {
    const events: PeerEvent[] = [];
    while (events.at(-1)?.ev !== kind) {
      const event = this.waiting.shift() ?? (await this.next(during));
      this.log.push(event);
      events.push(event);
    }
    return events;
  }

  private obituary(during: string): string {
    const last = JSON.stringify(this.log.at(-1) ?? {});
    return `${this.name} died in '${during}' after ${last} ${this.stderr}`;
  }

  private async next(during: string): Promise<PeerEvent> {
    for (;;) {
      const event = this.waiting.shift();
      if (event) return event;
      if (this.ended) throw new Error(this.obituary(during));
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          this.child.kill('SIGKILL');
          reject(new Error(`${this.name} hung in '${during}' ${this.stderr}`));
        }, TIMEOUT_MS);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
