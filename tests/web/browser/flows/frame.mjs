// What every page has: the language, and what is shown when something is not there.
import assert from 'node:assert/strict';

export async function a_path_that_is_not_there_says_so(web) {
  const visitor = await web.visitor();
  await visitor.go('/there-is-no-such-page', 404);
  await visitor.says(web.t('page_error.not_found.title'));
}
