// Lists that people bring.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textFile } from '../tables.mjs';

// Waits until the import is read (or applied): a page without script is loaded again as a person would.
async function settled(organizer) {
  for (let i = 0; i < 60 && (await organizer.at('#progress').count()) > 0; i += 1) {
    await organizer.page.waitForTimeout(500);
    if (!organizer.mode.script) await organizer.page.reload();
  }
  await organizer.page.waitForLoadState('load');
  await organizer.lookAround();
}

export async function a_list_is_read_corrected_applied_and_taken_back(web) {
  const organizer = await web.organizer();
  const kana = web.uniqueKana();
  const lines = ['氏名,ふりがな,メールアドレス,勤め先', `輸入 ${kana},ゆにゅう ${kana},yunyu@example.jp,資材課`, '髙橋 一郎,たかはし いちろう,ichiro@example.jp,画像技術部', ',,no-name@example.jp,'];
  await organizer.go('/imports');
  await organizer.fill({ file: textFile('名簿.csv', `${lines.join('\r\n')}\r\n`, 'cp932') });
  await organizer.submit('/imports');
  await settled(organizer);
  const path = organizer.path;
  await organizer.press(`main a[href^="${path}?"][href*="new"]`);
  await organizer.says(`輸入 ${kana}`);

  await organizer.press(`main a[href="${path}/columns"]`);
  const meaning = organizer.at('main tbody tr', { hasText: '勤め先' }).locator('select');
  await meaning.selectOption('department');
  await organizer.submit('/columns');
  await settled(organizer);

  await organizer.submit('/apply');
  await settled(organizer);
  await organizer.go('/members');
  await organizer.fill({ q: kana });
  await organizer.press('main form.toolbar .search button');
  await organizer.says('資材課');

  await organizer.go(path);
  await organizer.submit('/undo');
  await settled(organizer);
  await organizer.go('/members');
  await organizer.fill({ q: kana });
  await organizer.press('main form.toolbar .search button');
  assert.equal(await organizer.at('#results tbody tr').count(), 0);
}

export async function what_is_no_table_is_refused(web) {
  const organizer = await web.organizer();
  await organizer.go('/imports');
  await organizer.submit('/imports', 422);
  await organizer.fill({ file: { name: 'photo.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1') } });
  await organizer.submit('/imports');
  await settled(organizer);
  assert.equal(await organizer.at('form[action$="/apply"]').count(), 0);
}


export async function a_file_of_a_hundred_megabytes_is_refused(web) {
  const folder = mkdtempSync(join(tmpdir(), 'uke-large-'));
  const file = join(folder, 'large.csv');
  writeFileSync(file, 'a,b\n');
  truncateSync(file, 100 << 20);
  try {
    const organizer = await web.organizer();
    await organizer.go('/imports');
    await organizer.fill({ file });
    await organizer.submit('/imports', 413);
    await organizer.says(web.t('page_error.too_large.title'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function doubtful_rows_are_decided_by_a_person(web) {
  const organizer = await web.organizer();
  await organizer.go('/imports');
  await organizer.fill({ file: textFile('疑わしい.csv', '氏名,ふりがな\n髙橋 一郎,たかはし いちろう\n') });
  await organizer.submit('/imports');
  await settled(organizer);
  await organizer.press(organizer.at(`main a[href^="${organizer.path}?"][href*="doubtful"]`));
  await organizer.at('main input[name=decision]').first().check();
  await organizer.press('main form[action*="/rows/"] button');
  await organizer.submit('/discard');
}
