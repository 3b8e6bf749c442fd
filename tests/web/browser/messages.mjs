// The sentences of assets/i18n, so that flows look for what people read without repeating it.
import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../../assets/i18n/', import.meta.url);

export function readMessages() {
  const read = (language) => JSON.parse(readFileSync(new URL(`${language}.json`, FOLDER), 'utf8'));
  return { ja: read('ja'), en: read('en') };
}

// A sentence with simple arguments put in; plurals and the like are not worked out here.
export function sentence(messages, language, key, args = {}) {
  const text = messages[language][key];
  if (text === undefined) throw new Error(`assets/i18n has no ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(args[name] ?? whole)).replaceAll("''", "'");
}
