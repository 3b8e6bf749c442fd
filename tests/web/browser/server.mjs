// A server of its own for the browser: the real binary with the demo's data in a folder that vanishes, on a free port of 127.0.0.1.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_MS = 30_000;

// Runs a command of the binary to its end; what it printed. Fails with that when it did not go well.
export function runCommand(binary, words, limitMs = 60_000) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      code === 0 ? resolve(said) : reject(new Error(`${binary} ${words.join(' ')} ended with ${code}:\n${said}`));
    });
  });
}

// The demo's data, made once; each server gets a copy.
export class DemoData {
  static async make(binary) {
    const folder = mkdtempSync(join(tmpdir(), 'uke-browser-'));
    const demo = new DemoData(binary, folder);
    try {
      await runCommand(binary, ['demo', '--data', join(folder, 'demo'), '--lang', 'en']);
    } catch (error) {
      demo.remove();
      throw error;
    }
    return demo;
  }

  constructor(binary, folder) {
    this.binary = binary;
    this.folder = folder;
  }

  async serve(name) {
    const data = join(this.folder, name);
    mkdirSync(data);
    cpSync(join(this.folder, 'demo'), data, { recursive: true });
    return Server.start(this.binary, data);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Server {
  static start(binary, data) {
    return new Promise((resolve, reject) => {
      const child = spawn(binary, ['serve', '--data', data, '--port', '0', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'pipe'] });
      const server = new Server(binary, data, child);
      const timer = setTimeout(() => fail(`did not start in ${START_MS} ms`), START_MS);
      const fail = (why) => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        reject(new Error(`uketsuke-server ${why}:\n${server.said}`));
      };
      const listen = (text) => {
        server.said += text;
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(server.said);
        if (url && !server.url) {
          clearTimeout(timer);
          server.url = url[0];
          resolve(server);
        }
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.on('error', (error) => fail(error.message));
      child.on('close', (code) => (server.url ? (server.ended = code ?? 'a signal') : fail(`ended with ${code}`)));
    });
  }

  constructor(binary, data, child) {
    this.binary = binary;
    this.data = data;
    this.child = child;
    this.said = '';
    this.url = '';
    this.ended = null;
  }

  // By the token of the demo's organizer: what a flow needs to be there and does not do itself.
  async api(method, path, body, headers = {}) {
    const token = readFileSync(join(this.data, 'organizer-token'), 'utf8').trim();
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  // Ends it as an organizer would; fails if it did not end well.
  stop() {
    return new Promise((resolve, reject) => {
      if (this.ended !== null) return reject(new Error(`uketsuke-server had ended with ${this.ended}:\n${this.said}`));
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
      this.child.on('close', (code) => {
        clearTimeout(timer);
        code === 0 ? resolve() : reject(new Error(`uketsuke-server ended with ${code}:\n${this.said}`));
      });
      this.child.kill('SIGTERM');
    });
  }
}
