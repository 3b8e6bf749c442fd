// Letters: what was sent, what was not, and stopping notices. On a server of its own, because the others have no mail server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMailServer } from '../mail_server.mjs';
import { runCommand, Server } from '../server.mjs';
import { Web } from '../web.mjs';

export const modes = ['phone-ja-plain', 'desktop-en'];

async function withMail(web, run) {
  const folder = mkdtempSync(join(tmpdir(), 'uke-mail-'));
  const mail = await startMailServer();
  let server;
  const own = new Web({ browser: web.browser, mode: web.mode, look: web.look, messages: web.messages, server: null });
  try {
    await runCommand(web.server.binary, ['demo', '--data', join(folder, 'data'), '--lang', 'en']);
    writeFileSync(join(folder, 'data', 'uketsuke.toml'), `[mail]\nsmtp = "${mail.url}"\nfrom = "幹事 <kanji@example.jp>"\ntls = "none"\n`, { mode: 0o600 });
    server = await Server.start(web.server.binary, join(folder, 'data'));
    own.server = server;
    await run(own);
  } finally {
    web.people.push(...own.people);
    if (server) await server.stop();
    await mail.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

// The letter to that address once it has that state.
async function letterTo(web, address, state) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { items } = await web.server.api('GET', '/mail');
    const letter = items.find(({ to }) => to === address);
    if (letter?.state === state) return letter;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no letter to ${address} is ${state}`);
}

// The letter of that kind to that address once it was sent.
async function letterOf(web, kind, address) {
  for (let tries = 0; tries < 200; tries += 1) {
    const { items } = await web.server.api('GET', '/mail?limit=100');
    const letter = items.find((one) => one.kind === kind && one.to === address && one.state === 'sent');
    if (letter) return letter;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${kind} was sent to ${address}`);
}

export async function a_letter_that_was_not_delivered_is_sent_again(web) {
  await withMail(web, async (own) => {
    const admin = await own.organizer();
    await admin.go('/mail');
    await admin.seen('main form[action="/mail/test"] input[name="to"]');
    await admin.fill({ to: 'nobody@' });
    await admin.at('main form[action="/mail/test"]').evaluate((form) => (form.noValidate = true));
    await admin.submit('/mail/test', 422);
    await admin.fill({ to: 'unknown@example.jp' });
    await admin.submit('/mail/test');
    await admin.says(own.t('flash.mail_test', { to: 'unknown@example.jp' }));
    const letter = await letterTo(own, 'unknown@example.jp', 'refused');
    await admin.go('/mail?state=refused');
    await admin.press(`main a[href="/mail/${letter.id}"]`);
    await admin.says(own.t('mail.reason.address'));
    assert.equal(await admin.at('main iframe').count(), 1);
    await admin.submit('/again');
    await letterTo(own, 'unknown@example.jp', 'refused');
    await admin.go('/mail/addresses');
    await admin.says('unknown@example.jp');
    await admin.submit('/clear');
    await admin.saysNot('unknown@example.jp');
    await admin.go('/mail?state=unclear');
    await admin.says(own.t('mail.empty'));
  });
}

// The link of a notice to that address, made from what the database keeps: no notice need be sent for it.
const LINK = `
import hashlib, sqlite3, sys
database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
key = database.execute("select key from mail_queue").fetchone()[0]
address = database.execute("select id from mail_addresses where address = ?", [sys.argv[2]]).fetchone()[0]
mark = hashlib.blake2b(f"stop:{address}".encode(), key=key.encode(), digest_size=16).hexdigest()
print("/unsubscribe/" + address.replace("-", "") + mark)
`;

export async function somebody_stops_notices_and_starts_them_again(web) {
  await withMail(web, async (own) => {
    await own.server.api('POST', '/mail/test', { to: 'hanako@example.jp' });
    await letterTo(own, 'hanako@example.jp', 'sent');
    const path = execFileSync('python3', ['-c', LINK, join(own.server.data, 'uketsuke.db'), 'hanako@example.jp'], { encoding: 'utf8' }).trim();
    const person = await own.visitor();
    await person.go(path);
    await person.says(own.t('unsubscribe.ask'));
    await person.says('h•••@example.jp');
    await person.submit(path);
    await person.says(own.t('unsubscribe.stopped'));
    await person.submit(path);
    await person.says(own.t('unsubscribe.ask'));
    await person.go('/unsubscribe/nothing', 404);
  });
}

export async function without_a_mail_server_the_page_says_how_to_begin(web) {
  const admin = await web.organizer();
  await admin.go('/mail');
  await admin.says(web.t('mail.off.title'));
  await admin.seen('main textarea');
}

export async function a_message_goes_to_those_who_left_an_address(web) {
  await withMail(web, async (own) => {
    const { items: events } = await own.server.api('GET', '/events');
    const lists = await Promise.all(events.map(({ id }) => own.server.api('GET', `/events/${id}/editions`)));
    const place = lists.flatMap(({ items }) => items).find(({ name }) => name === '大阪会場');
    await own.server.api('POST', `/editions/${place.id}/rsvps`, {
      state: 'yes', mode: 'onsite', family_name: '受取', given_name: '花子', kana: 'うけとり はなこ', email: 'uketori@example.jp',
    });
    const admin = await own.organizer();
    await admin.go(`/editions/${place.id}/messages/new`);
    await admin.fill({ subject: '持ち物について', body: '{name}さん、名札をお持ちください。' });
    await admin.submit('/new');
    const one = admin.path;
    await admin.go(`${one}/send`);
    await admin.submit('/send');
    const message = await letterOf(own, 'message', 'uketori@example.jp');
    assert.equal(message.state, 'sent');
    await admin.go(one);
    await admin.saysNot(own.t('announcement.send_link'));
  });
}
