// How people look at a page. The four pair both sizes with both languages and with script on and off; each flow runs in all of them unless
// it says otherwise.
export const MODES = [
  { name: 'phone-ja-plain', size: 'phone', language: 'ja', script: false },
  { name: 'desktop-en', size: 'desktop', language: 'en', script: true },
  { name: 'phone-en', size: 'phone', language: 'en', script: true },
  { name: 'desktop-ja-plain', size: 'desktop', language: 'ja', script: false },
];

const SIZES = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 } },
};

export function contextOptions(mode, url) {
  return {
    ...SIZES[mode.size],
    baseURL: url,
    locale: mode.language === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    acceptDownloads: true,
    reducedMotion: 'reduce',
  };
}
