// A mail server that takes letters and forgets them; a recipient whose name begins with "unknown" is nobody.
import { createServer } from 'node:net';

export function startMailServer() {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let pending = '';
    let inText = false;
    const say = (line) => socket.write(`${line}\r\n`);
    const answer = (line) => {
      if (inText) {
        if (line !== '.') return;
        inText = false;
        return say('250 2.0.0 kept');
      }
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'EHLO' || command === 'HELO') return say('250 mail.test');
      if (command === 'RCPT' && /<unknown/i.test(line)) return say('550 5.1.1 no such user here');
      if (command === 'DATA') {
        inText = true;
        return say('354 go on');
      }
      say(command === 'QUIT' ? '221 bye' : '250 fine');
    };
    say('220 mail.test');
    socket.on('data', (bytes) => {
      const lines = (pending + bytes.toString('latin1')).split('\r\n');
      pending = lines.pop();
      for (const line of lines) answer(line);
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const stop = () => new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(done);
      });
      resolve({ url: `smtp://127.0.0.1:${server.address().port}`, stop });
    });
  });
}
