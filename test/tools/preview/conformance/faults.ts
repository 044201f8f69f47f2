/** One file's fault is that file's, and its page says it. */
import { expect } from '@jest/globals';
import type { Case } from './cases';

export const FAULTS: Case[] = [
  {
    name: 'warnings',
    files: {
      js: 'Page({ data: { list: [1, 2] }, tap(event) { say(event.currentTarget.dataset.foobar); } });',
      wxml: `<View class = "box" wx:for-items="{{list}}" wx:key="{{index}}" data-fooBar="f{{item}}"
        class="twice" bindtap="tap">{{item}}</View><view wx:if="{{list}}"/><view wx:else-if="{{1}}"/>`,
    },
    async act(view) {
      expect(await view.locator('.box').count()).toBe(2);
      await view.locator('.box').nth(1).click();
    },
    said: ['f2'],
  },
  {
    name: 'missing-import',
    files: { js: 'Page({});', wxml: '<import src="./gone.wxml"/><view>still here</view>' },
    act: async (view) => view.getByText('still here').waitFor(),
    problem: /missing-import\.wxml imports pages\/gone\.wxml: no such file/,
  },
  {
    name: 'broken-wxs',
    files: {
      js: 'Page({});',
      wxml: '<wxs module="m">\nvar a = ;\n</wxs><view>{{m.a}}still here</view>',
    },
    act: async (view) => view.getByText('still here').waitFor(),
    problem: /broken-wxs\.wxml:2:1 WXS: Unexpected token/,
  },
  {
    name: 'throws',
    files: { js: '\n\nlet nothing;\nnothing.here;\nPage({});', wxml: '<view>template</view>' },
    act: async (view) => view.getByText('template').waitFor(),
    problem: /pages\/throws\.js:4 TypeError: Cannot read properties of undefined/,
  },
  {
    name: 'syntax',
    files: { js: '\nPage({', wxml: '<view>template</view>' },
    problem: /^pages\/syntax\.js:2:7 [^\n]+$/,
  },
  {
    name: 'onload-throws',
    files: {
      ts: '\ninterface Lost { a: number }\nPage({\n  onLoad(): void {\n    throw new RangeError("too far");\n  },\n});',
      wxml: '<view>rest</view>',
    },
    act: async (view) => view.getByText('rest').waitFor(),
    problem: /pages\/onload-throws\.ts:5 RangeError: too far/,
  },
  {
    name: 'missing-module',
    files: { js: "\nrequire('./gone');\nPage({});", wxml: '<view>template</view>' },
    problem: /missing-module\.js:2 Error: module "\.\/gone" is not defined/,
  },
  {
    name: 'no-page',
    files: { js: 'var unused = 1;', wxml: '<view>template</view>' },
    problem: /pages\/no-page\.js calls neither Page\(\) nor Component\(\)/,
  },
  {
    name: 'absent',
    files: {
      js: 'Page({});',
      json: '{ "usingComponents": { "a-chat": "plugin://chat/window", "mp-cell": "weui-miniprogram/cell/cell" } }',
      wxml: '<a-chat/><mp-cell/><video/><map/>',
    },
    async act(view) {
      const labels = view.locator('.wx-placeholder');
      expect(await labels.evaluateAll((all) => all.map((one) => one.dataset.label))).toEqual([
        expect.stringContaining('plugin://chat/window'),
        expect.stringContaining('weui-miniprogram/cell/cell'),
        expect.stringContaining('video'),
        expect.stringContaining('map'),
      ]);
    },
  },
  {
    name: 'unsaid-component',
    files: {
      js: 'Page({});',
      json: '{ "usingComponents": { "part-a": "./unsaid-part" } }',
      wxml: '<part-a/>',
      'pages/unsaid-part.json': '{}',
      'pages/unsaid-part.wxml': '<view>part</view>',
      'pages/unsaid-part.js':
        'Component({ properties: { size: { type: [Number, String], observer: "gone" } } });',
    },
    act: async (view) => view.getByText('part').waitFor(),
  },
  {
    name: 'blank',
    files: {
      js: 'Page({ onLoad() { wx.request({ url: "https://x.example/" }); } });',
      wxml: '<view/>',
    },
    problem: /pages\/blank 没有画出任何内容[\s\S]*request:fail url not in domain list/,
  },
];
