// What the benchmark compares the roster's pages with: a page of the same kind, made by node:http from rows in memory. (Debian packages no
// SQLite for Node, so it has the easier task: no database, no sign-in, no folding of names.)
//
//   node page.mjs ROWS.json     rows [[name, kana, email, department]] in order; prints the port that it listens on
//
// GET /members: the first 50. POST /members/search with the text as body: the first 50 that contain it, and how many there are.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const rows = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const texts = rows.map((row) => row.join('').replace(/\s/g, ''));
const PAGE = 50;

const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const cell = (text) => `<td data-label="x">${escape(text)}</td>`;
const table = (some, total) =>
  `<p>${total}</p><table class="cards"><tbody>${some.map((row, i) => `<tr><th scope="row"><a href="/members/${i}">${escape(row[0])}</a></th>${row.slice(1).map(cell).join('')}</tr>`).join('\n')}</tbody></table>`;
const page = (body) => `<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><title>会員名簿</title></head><body><main><h1>会員名簿</h1>${body}</main></body></html>`;

const server = createServer((request, response) => {
  let text = '';
  request.on('data', (part) => (text += part));
  request.on('end', () => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.url === '/members/search') {
      const found = [];
      const wanted = text.replace(/\s/g, '');
      for (let i = 0; i < rows.length; i += 1) if (texts[i].includes(wanted)) found.push(rows[i]);
      response.end(table(found.slice(0, PAGE), found.length));
    } else {
      response.end(page(table(rows.slice(0, PAGE), rows.length)));
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
