// Debian's Chromium; its headless shell, if that is there: the same engine without windows, so half the time. UKE_CHROMIUM names another.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PROGRAMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.UKE_CHROMIUM ?? PROGRAMS.find((path) => existsSync(path)) ?? PROGRAMS.at(-1),
    args: process.getuid() === 0 ? ['--no-sandbox'] : [], // root has no sandbox
  });
}
