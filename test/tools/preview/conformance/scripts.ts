/** What a script finds around it, and when it runs. */
import { expect } from '@jest/globals';
import type { Case } from './cases';

export const SCRIPTS: Case[] = [
  {
    name: 'sloppy',
    files: {
      js: `undeclared = 1;
        function old() { return typeof arguments.callee; }
        const self = 'own';
        say([undeclared, old(), self, typeof window, typeof document, typeof fetch].join());
        say([typeof global.Promise, Function('return this')() === global].join());
        say([__wxConfig.pages.includes('pages/sloppy'), typeof Component, getApp().early].join());
        say([new Date(Date.parse(2020)).getFullYear(), Date.parse(new Date(0)), Date.parse(null)].join());
        try { new Function('return 1'); } catch (error) { say(error.name); }
        Page({});`,
      wxml: '<view>x</view>',
    },
    said: [
      '1,function,own,undefined,undefined,undefined',
      'function,true',
      'true,function,function function',
      '2020,0,NaN',
      'EvalError',
    ],
  },
  {
    name: 'launched',
    files: {
      js: `say(String(getApp().launched));
        Page({ onLoad() { wx.requestSubscribeMessage({ tmplIds: ['t'], fail: ({ errMsg }) => say(errMsg) }); } });`,
      wxml: '<view>x</view>',
    },
    // Nobody has tapped yet.
    said: ['true', 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.'],
  },
  {
    name: 'references',
    files: {
      js: `import one from '@lib/one'; import { two } from '../lib/two.js'; const three = require('/lib/three');
        say([one, two, three.name].join());
        Page({
          // icon: require('../images/icon.png'),
          /* icon: require('../images/icon.png'), */
          data: {},
        });`,
      wxml: '<view>x</view>',
      'images/icon.png': '\u0089PNG',
      'lib/one.js': 'export default 1;',
      'lib/two.ts': 'export const two: number = 2;',
      'lib/three.json': '{ "name": "three" }',
    },
    said: ['1,2,three'],
  },
  {
    // As uni-app does it: Component stays what a script has made of it.
    name: 'overridden',
    files: {
      js: `require('../lib/wrap').restore();
        Page({ onLoad() { say(['#one', '#two'].map((id) => this.selectComponent(id).data.wrapped).join()); } });`,
      json: '{ "usingComponents": { "wrapped-one": "./wrapped-one", "wrapped-two": "./wrapped-two" } }',
      wxml: '<wrapped-one id="one"/><wrapped-two id="two"/>',
      'lib/wrap.js': `const given = Component;
        Component = (options) => given({ ...options, data: { wrapped: options.name } });
        exports.restore = () => { Component = given; };`,
      'pages/wrapped-one.json': '{ "component": true }',
      'pages/wrapped-one.wxml': '<view>one</view>',
      'pages/wrapped-one.js': `require('../lib/wrap'); Component({ name: 1 });`,
      'pages/wrapped-two.json': '{ "component": true }',
      'pages/wrapped-two.wxml': '<view>two</view>',
      'pages/wrapped-two.js': 'Component({ name: 2 });',
    },
    said: ['1,2'],
  },
  {
    name: 'errors',
    files: {
      js: `Page({
        onLoad() {
          wx.onError(({ message }) => say('wx ' + message.split(': ').pop()));
          wx.onUnhandledRejection(({ reason }) => say('rejected ' + reason.message));
          setTimeout(() => { throw new Error('one'); });
          Promise.reject(new Error('two'));
        } });`,
      wxml: '<view>x</view>',
    },
    act: async (_view, phone) => {
      await phone.waitForFunction(() =>
        (window as unknown as { getApp(): { lines: string[] } }).getApp().lines.includes('wx one'),
      );
      const { lines } = await phone.evaluate(() =>
        (window as unknown as { getApp(): { lines: string[] } }).getApp(),
      );
      expect([...lines].sort()).toEqual(['app one', 'app two', 'rejected two', 'wx one']);
    },
  },
];

const COMPONENT = `Component({
  lifetimes: { attached() { say('attached on ' + getCurrentPages().length); } },
  pageLifetimes: { show() { say('part show'); }, hide() { say('part hide'); } },
});`;

export const LIFECYCLE: Case[] = [
  {
    name: 'below',
    files: {
      js: `Page({
        onLoad() { wx.setNavigationBarTitle({ title: 'Below' }); },
        onShow() { say('below show'); },
        onHide() { say('below hide'); setTimeout(() => this.setData({ late: 1 })); },
        go() {
          wx.navigateTo({ url: '/pages/above?x=1', events: { back: (word) => say('heard ' + word) },
            success: ({ eventChannel }) => eventChannel.emit('hello', 'you') });
        } });`,
      wxml: '<view class="go" bindtap="go">go</view>',
      'pages/above.json': '{ "usingComponents": { "part-c": "./part-c" } }',
      'pages/above.wxml': '<part-c/><view>above</view>',
      'pages/above.js': `Page({
        onLoad({ x }) {
          wx.setNavigationBarTitle({ title: 'Above' });
          const pages = getCurrentPages();
          say(['load', x, pages.length, pages[1] === this, this.getPageId() !== ''].join(' '));
          const channel = this.getOpenerEventChannel();
          channel.on('hello', (word) => say('hello ' + word));
          channel.emit('back', 'there');
        },
        onShow() { say('above show'); },
        onReady() { say('above ready'); } });`,
      'pages/part-c.json': '{ "component": true }',
      'pages/part-c.wxml': '<slot/>',
      'pages/part-c.js': COMPONENT,
    },
    async act(view, phone) {
      await view.locator('.go').click();
      await view.getByText('above').waitFor();
      await phone.locator('[data-testid=nav-title]', { hasText: 'Above' }).waitFor();
      await phone.waitForFunction(() =>
        (window as unknown as { getApp(): { lines: string[] } })
          .getApp()
          .lines.includes('above ready'),
      );
      await phone.getByTestId('nav-back').click();
      await phone.locator('[data-testid=nav-title]', { hasText: 'Below' }).waitFor();
    },
    warned: ['setData in pages/below while its page is hidden'],
    said: [
      'below show',
      'below hide',
      'attached on 2',
      'load 1 2 true true',
      'heard there',
      'part show',
      'above show',
      'hello you',
      'above ready',
      'below show',
    ],
  },
  {
    name: 'tab-one',
    files: {
      js: `Page({ onLoad() { this.getTabBar().setData({ on: 1 }); say(this.getTabBar().data.words); } });`,
      wxml: '<view>tab</view>',
    },
    act: async (view, phone) => {
      await view.getByText('custom 1').waitFor();
      expect(await phone.getByTestId('tab-bar').isVisible()).toBe(false);
    },
    said: ['bar'],
  },
];
