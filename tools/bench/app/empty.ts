/** A mini program of one page with one word: what a preview costs before there is anything to show. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES: Readonly<Record<string, string>> = {
  'project.config.json': '{}',
  'app.json': '{ "pages": ["pages/empty/empty"] }',
  'app.js': 'App({});',
  'pages/empty/empty.json': '{}',
  'pages/empty/empty.js': 'Page({});',
  'pages/empty/empty.wxml': '<view class="empty">empty</view>',
};

/** Writes it; answers its folder. */
export function writeEmpty(folder: string): string {
  const place = join(folder, 'empty');
  mkdirSync(join(place, 'pages/empty'), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(place, name), text);
  return place;
}
