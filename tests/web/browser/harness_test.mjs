// The harness finds what it is there for: pages with one thing wrong each, and one without.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { openBrowser } from './chromium.mjs';
import { Look } from './looks.mjs';
import { sentence } from './messages.mjs';
import { MODES } from './modes.mjs';
import { readXlsx, textFile } from './tables.mjs';
import { totpCode } from './totp.mjs';
import { Visitor } from './visitor.mjs';

const PAGES = {
  '/good': '<h1>よい</h1><p>文</p><p><a href="/good">先へ</a>進む</p>',
  '/wide': '<h1>広い</h1><div id="wide">広がりすぎる</div>',
  '/raw': '<h1>⟦roster.title⟧</h1>',
  '/argument': '<h1>{name}さん</h1>',
  '/key': '<h1>roster.title</h1>',
  '/small': '<h1>小さい</h1><button id="small">押す</button>',
  '/label': '<h1>名のない欄</h1><input>',
  '/twice': '<h1 id="a">二度</h1><p id="a">文</p>',
  '/headless': '<p>見出しがない</p>',
  '/inline': '<h1>書き込み</h1><p style="color:red">文</p>',
  '/foreign': '<h1>よそ</h1><img src="http://127.0.0.2:9/x.png" alt="">',
  '/script': '<h1>台本</h1><script type="module" src="/broken.js"></script>',
};
const CSS = `body{margin:8px;font:18px/1.7 sans-serif;color:#000;background:#fff} button,input{min-width:44px;min-height:44px}
#wide{width:900px} #small{min-width:0;min-height:0;padding:0;font-size:12px} a{display:inline-block;min-height:44px;min-width:44px}`;

let server;
let browser;
let url;

before(async () => {
  server = createServer((request, response) => {
    const body = PAGES[request.url];
    const type = request.url.endsWith('.css') ? 'text/css' : request.url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.setHeader('content-type', type);
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'self'; script-src 'self'; img-src data: http://127.0.0.2:9");
    response.statusCode = body || type !== 'text/html; charset=utf-8' ? 200 : 404;
    if (type === 'text/css') response.end(CSS);
    else if (type === 'text/javascript') response.end('throw new Error("kaputt");');
    else response.end(`<!DOCTYPE html><html lang="ja"><head><title>試し</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/look.css"></head><body><main>${body ?? '<h1>ない</h1>'}</main></body></html>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  server.close();
});

async function findings(path, mode = MODES[0]) {
  const look = new Look({ ja: { 'roster.title': '会員名簿' }, en: {} }, '');
  const visitor = await Visitor.open({ browser, url, mode, look });
  try {
    await visitor.go(path);
    await visitor.page.waitForTimeout(150);
    return visitor.findings.join('\n');
  } finally {
    await visitor.close();
  }
}

test('finds nothing on a good page, with and without script', async () => {
  for (const mode of MODES.filter(({ language }) => language === 'ja')) assert.equal(await findings('/good', mode), '');
});

for (const [path, word] of Object.entries({
  '/wide': 'scrolls sideways',
  '/raw': 'raw text',
  '/argument': 'raw text: {name}',
  '/key': 'raw text: roster.title',
  '/small': 'touch target',
  '/label': 'axe label',
  '/twice': 'id a twice',
  '/headless': '0 h1',
  '/inline': 'Content Security Policy',
  '/foreign': 'asks another host',
})) {
  test(`finds what is wrong with ${path}`, async () => {
    const found = await findings(path);
    assert.ok(found.includes(word), found);
  });
}

test('finds a page in the wrong language', async () => {
  const phoneEn = MODES.find(({ name }) => name === 'phone-en');
  assert.ok((await findings('/good', phoneEn)).includes('lang is ja'));
});

test('a script that fails is found, and is not run where script is off', async () => {
  const withScript = { ...MODES[0], script: true };
  assert.ok((await findings('/script', withScript)).includes('kaputt'));
  assert.equal(await findings('/script', { ...MODES[0], script: false }), '');
});

test('another status than expected ends the flow', async () => {
  await assert.rejects(findings('/nowhere'), /answered 404/);
});

test('codes are those of RFC 6238', () => {
  const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // "12345678901234567890" of its appendix B
  assert.equal(totpCode(key, 59_000), '287082');
  assert.equal(totpCode(key, 1_111_111_109_000), '081804');
  assert.equal(totpCode(key, 20_000_000_000_000), '353130');
});

test('a sentence without its text is an error', () => {
  assert.throws(() => sentence({ ja: {} }, 'ja', 'a.b'), /no a\.b/);
  assert.equal(sentence({ ja: { 'a.b': '{name}さん' } }, 'ja', 'a.b', { name: '花田' }), '花田さん');
});

test('a file is in the encoding that was asked for; what is no workbook is refused', () => {
  assert.deepEqual([...textFile('a.csv', '名', 'cp932').buffer], [0x96, 0xbc]);
  assert.throws(() => readXlsx('/dev/null'));
});
