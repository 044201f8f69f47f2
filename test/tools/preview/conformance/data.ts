/** setData, observers, properties, styles and WXS. */
import { expect } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import type { Case } from './cases';

const style = (view: FrameLocator, selector: string, name: string): Promise<string> =>
  view
    .locator(selector)
    .first()
    .evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name);

export const DATA: Case[] = [
  {
    name: 'values',
    files: {
      js: `Page({
        data: { kept: 1, list: [{ n: 1 }] },
        onLoad() {
          this.setData({ go: () => 'called', kept: undefined, odd: NaN, 'list[0].n': 2, at: { run() {} } });
          const { go, kept, odd, list, at } = this.data;
          say([go(), kept, odd, list[0].n, typeof at.run].join());
        } });`,
      wxml: '<view>{{kept}}</view>',
    },
    said: ['called,1,NaN,2,function'],
    warned: [
      'setData in pages/values: "kept" is undefined',
      'setData in pages/values: "odd" is NaN',
    ],
  },
  {
    name: 'instances',
    files: {
      js: `Page({ data: { child: null }, onReady() {
        const child = this.selectComponent('#child');
        this.setData({ child });
        say(this.data.child.hello());
        const own = { __wxExparserNodeId__: child.__wxExparserNodeId__ };
        const wide = (within, selector) =>
          wx.createSelectorQuery().in(within).select(selector).boundingClientRect((found) => say(selector + (found?.width > 0))).exec();
        wide({}, '#child'); wide(own, '.within'); wide(own, '#child');
      } });`,
      json: '{ "usingComponents": { "kept-child": "./kept-child" } }',
      wxml: '<kept-child id="child" style="display: block"/>',
      'pages/kept-child.json': '{ "component": true }',
      'pages/kept-child.wxml': '<view class="within">child</view>',
      'pages/kept-child.js': `Component({ lifetimes: { attached() { this.me = this; } }, methods: { hello() { this.setData({ said: 'hello' }); return this.data.said; } } });`,
    },
    said: ['hello', '#childtrue', '.withintrue', '#childfalse'],
  },
  {
    name: 'recursion',
    files: {
      js: `Page({});`,
      json: '{ "usingComponents": { "loop-a": "./loop-a" } }',
      wxml: '<loop-a/><view>after</view>',
      'pages/loop-a.json': '{ "component": true }',
      'pages/loop-a.wxml': '<view>{{n}}</view>',
      'pages/loop-a.js': `Component({ data: { n: 0 },
        observers: { n(n) { this.setData({ n: n + 1 }); } },
        lifetimes: { attached() { this.setData({ n: 1 }); say('ended'); } } });`,
    },
    act: async (view) => view.getByText('after').waitFor(),
    said: ['ended'],
    warned: ['pages/loop-a: setData in an observer does not come to an end'],
  },
  {
    name: 'names',
    files: {
      js: 'Page({});',
      json: '{ "usingComponents": { "name-a": "./name-a" } }',
      wxml: '<name-a dataset="d" data="e" data-real="f"/>',
      'pages/name-a.json': '{ "component": true }',
      'pages/name-a.wxml': '<view>{{dataset}}{{data}}</view>',
      'pages/name-a.js': `Component({ properties: { dataset: String, data: String },
        lifetimes: { ready() { say(this.data.dataset + this.data.data + this.dataset.real); } } });`,
    },
    said: ['def'],
  },
  {
    name: 'isolation',
    files: {
      js: 'Page({});',
      json: '{ "usingComponents": { "own-a": "./own-a", "global-a": "./global-a", "shared-a": "./shared-a" } }',
      wxss: '.ink { color: rgb(1, 2, 3); } #id { color: rgb(7, 7, 7); } .weak { color: rgb(8, 8, 8); }',
      wxml: `<own-a/><global-a/><shared-a/><view id="id" class="weak outer">x</view>
        <button class="wide">b</button><scroll-view scroll-y style="height:20px"/>`,
      ...parts('own', ''),
      ...parts('global', 'options: { addGlobalClass: true },'),
      ...parts('shared', "options: { styleIsolation: 'shared' },"),
      'pages/shared-a.wxss': '.outer { background-color: rgb(4, 5, 6); }',
    },
    async act(view) {
      await view.locator('own-a').waitFor();
      expect(await style(view, 'own-a wx-view', 'color')).not.toBe('rgb(1, 2, 3)');
      expect(await style(view, 'global-a wx-view', 'color')).toBe('rgb(1, 2, 3)');
      expect(await style(view, 'shared-a wx-view', 'color')).toBe('rgb(1, 2, 3)');
      expect(await style(view, '.outer', 'background-color')).toBe('rgb(4, 5, 6)');
      expect(await style(view, '.outer', 'color')).toBe('rgb(7, 7, 7)');
      expect(await style(view, 'wx-button', 'width')).toBe('184px');
      expect(await style(view, 'wx-scroll-view', 'width')).toBe('375px');
    },
  },
  {
    name: 'animate',
    files: {
      js: `Page({ onReady() { this.animate('.box', [{ opacity: 1 }, { opacity: 0, translateX: 20 }], 30,
        () => { say('done'); this.clearAnimation('.box', () => say('cleared')); }); } });`,
      wxml: '<view class="box">x</view>',
    },
    said: ['done', 'cleared'],
  },
];

function parts(name: string, options: string): Record<string, string> {
  return {
    [`pages/${name}-a.json`]: '{ "component": true }',
    [`pages/${name}-a.wxml`]: '<view class="ink">x</view>',
    [`pages/${name}-a.js`]: `Component({ ${options} });`,
  };
}

export const WXS: Case[] = [
  {
    name: 'wxs-strings',
    files: {
      js: 'Page({});',
      wxml: String.raw`<wxs module="m">
        module.exports = { digits: function (text) { return getRegExp('^\d+$').test(text); },
          line: 'a\tb', class: 1 };
        </wxs><view>{{m.digits('12')}} {{m.digits('d')}} {{m.line === 'a	b'}}</view>`,
    },
    act: async (view) => view.getByText('true false true').waitFor(),
  },
  {
    name: 'wxs-events',
    files: {
      js: `Page({ data: { n: 1 }, more() { this.setData({ n: 2 }); }, told(word) { say('told ' + word.a); } });`,
      wxml: `<wxs module="m">
        module.exports = {
          tap: function (event, owner) {
            var box = owner.selectComponent('.box');
            var state = box.getState();
            state.count = (state.count || 0) + 1;
            box.setStyle({ color: 'rgb(1, 2, ' + state.count + ')', 'margin-left': '10rpx' });
            box.addClass('on'); box.removeClass('off');
            owner.callMethod('told', { a: event.currentTarget.dataset.word + box.hasClass('on') });
            return false;
          },
          changed: function (now, before, owner, instance) {
            if (before !== undefined) instance.setStyle({ opacity: now / 4 });
          } };
        </wxs>
        <view bindtap="more"><view class="go" data-word="w" bindtap="{{m.tap}}">go</view></view>
        <view class="box off" prop="{{n}}" change:prop="{{m.changed}}">box</view>
        <view class="more" bindtap="more">more</view>`,
    },
    async act(view) {
      await view.locator('.go').click();
      await view.locator('.go').click();
      expect(await style(view, '.box', 'color')).toBe('rgb(1, 2, 2)');
      expect(await style(view, '.box', 'margin-left')).toBe('5px');
      expect(await view.locator('.box').getAttribute('class')).toMatch(/(^| )on( |$)/);
      expect(await style(view, '.box', 'opacity')).toBe('1');
      await view.locator('.more').click();
      expect(await style(view, '.box', 'opacity')).toBe('0.5');
    },
    said: ['told wtrue', 'told wtrue'],
  },
];
