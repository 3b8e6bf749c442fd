// Debian's Chromium. UKE_CHROMIUM names another one.
import { chromium } from 'playwright-core';

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.UKE_CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid() === 0 ? ['--no-sandbox'] : [], // root has no sandbox
  });
}
