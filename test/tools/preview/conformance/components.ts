/** Built-in components. */
import { expect } from '@jest/globals';
import type { Case } from './cases';

/** One pixel. */
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const COMPONENTS: Case[] = [
  {
    // Its code runs when it is first drawn; until then its slot stands in the placeholder.
    name: 'later',
    files: {
      js: `Page({ data: { on: false, words: 'a' },
        onReady() { say('ready'); },
        go() { say('drawn'); this.setData({ on: true }); setTimeout(() => this.setData({ words: 'b' }), 100); },
        made({ detail }) { say('made ' + detail); }, tell() { say('in the slot'); } });`,
      json: `{ "usingComponents": { "far-off": "/packages/far/off" }, "componentPlaceholder": { "far-off": "view" } }`,
      wxml: `<view class="go" bindtap="go">go</view>
        <far-off wx:if="{{on}}" class="far" words="{{words}}" bindmade="made"><text class="in" bindtap="tell">in</text></far-off>`,
      'packages/far/off.js': `say('runs');
        Component({ properties: { words: String }, lifetimes: { attached() { say('attached ' + this.data.words); } },
          observers: { words(words) { if (words !== 'a') this.triggerEvent('made', words); } } });`,
      'packages/far/off.json': '{ "component": true }',
      'packages/far/off.wxml': '<view class="frame">{{words}} <slot/></view>',
      'packages/far/off.wxss': '.frame { min-height: 77px; }',
    },
    async act(view) {
      await view.locator('.go').click();
      await view.getByText('b in').waitFor();
      expect((await view.getByText('b in').boundingBox())?.height).toBe(77);
      await view.locator('.in').click();
    },
    said: ['ready', 'drawn', 'runs', 'attached a', 'made b', 'in the slot'],
  },
  {
    // A waterfall measures its pictures as they come, and sets their list again.
    name: 'pictures',
    files: {
      js: `Page({ data: { list: [{ src: '${PIXEL}' }] }, count: 0,
        load() {
          this.count += 1;
          this.setData({ list: this.data.list });
          if (this.count === 1) setTimeout(() => say('loads: ' + this.count), 200);
        } });`,
      wxml: '<image wx:for="{{list}}" src="{{item.src}}" bindload="load"/>',
    },
    said: ['loads: 1'],
  },
  {
    // What every component has, a box and a text too, and what is nothing to one.
    name: 'boxes',
    files: {
      js: `Page({ data: { away: true, told: 'first', lines: 2, touch: 'pressed' },
        go() { this.setData({ away: 0, told: '', touch: 'none' }); setTimeout(() => say('gone'), 50); }, inner() { say('inner'); } });`,
      wxml: `<view class="go" hover-class="{{touch}}" hover-start-time="0" hover-stay-time="{{5}}" bindtap="go" foo="bar">go</view>
        <view class="away" hidden="{{away}}" aria-role="button" aria-label="{{told}}"><text catchtap="inner" class="inner">in</text></view>
        <text class="read" user-select max-lines="{{lines}}">words</text><text class="plain">words</text>`,
      wxss: '.pressed { color: rgb(1, 2, 3); }',
    },
    async act(view, phone) {
      const away = view.locator('.away');
      const style = (one: string, name: string) =>
        view
          .locator(one)
          .evaluate((element, asked) => getComputedStyle(element).getPropertyValue(asked), name);
      expect(await view.locator('.go').getAttribute('foo')).toBeNull();
      expect(await away.isVisible()).toBe(false);
      expect(await away.getAttribute('aria-label')).toBe('first');
      expect(await style('.read', 'user-select')).toBe('text');
      expect(await style('.plain', 'user-select')).not.toBe('text');
      expect(await style('.read', '-webkit-line-clamp')).toBe('2');
      const { x, y } = (await view.locator('.go').boundingBox())!;
      await phone.mouse.move(x + 5, y + 5);
      await phone.mouse.down();
      await view.locator('.go.pressed').waitFor();
      expect(await style('.go', 'color')).toBe('rgb(1, 2, 3)');
      await phone.mouse.up();
      await away.waitFor();
      expect(await away.getAttribute('aria-label')).toBeNull();
      expect(await view.locator('[role="button"]').count()).toBe(1);
      await view.locator('.inner').click();
    },
    said: ['gone', 'inner'],
  },
  {
    name: 'label',
    files: {
      js: `Page({ tap() { say('button'); }, change({ detail }) { say('box ' + detail.value); } });`,
      wxml: `<label class="around"><view class="words">words</view><button bindtap="tap">b</button></label>
        <checkbox-group bindchange="change"><label><checkbox value="a"/><text class="box">a</text></label></checkbox-group>`,
    },
    async act(view) {
      await view.locator('.words').click();
      await view.locator('wx-button').click();
      await view.locator('.box').click();
      await view.locator('wx-checkbox').click();
    },
    said: ['button', 'button', 'box a', 'box '],
  },
  {
    name: 'intersection',
    files: {
      js: `Page({ onReady() {
        this.createIntersectionObserver({ observeAll: true }).relativeToViewport()
          .observe('.seen', ({ id, dataset, intersectionRatio }) => say([id, dataset.n, intersectionRatio].join()));
      } });`,
      wxml: '<view id="first" class="seen" data-n="{{1}}">x</view>',
    },
    said: ['first,1,1'],
  },
  {
    name: 'swiper',
    files: {
      js: `Page({ data: { at: 0 }, go() { this.setData({ at: 2 }); },
        change({ detail }) { say([detail.current, detail.source, detail.currentItemId].join()); } });`,
      wxml: `<swiper current="{{at}}" duration="0" previous-margin="20px" next-margin="40rpx" bindchange="change">
        <swiper-item wx:for="{{['a', 'b', 'c']}}" wx:key="*this" item-id="{{item}}"><view class="in">{{item}}</view></swiper-item>
        </swiper><view class="go" bindtap="go">go</view>`,
    },
    async act(view) {
      const box = await view.locator('wx-swiper-item').first().boundingBox();
      expect([box?.x, box?.width]).toEqual([20, 335]);
      await view.locator('.go').click();
    },
    said: ['2,,c'],
  },
  {
    name: 'pickers',
    files: {
      js: `Page({ data: { range: [['a', 'b'], ['a1', 'a2']] },
        column({ detail }) { say('column ' + detail.column + detail.value);
          if (detail.column === 0) this.setData({ 'range[1]': ['b1', 'b2', 'b3'] }); },
        change({ detail }) { say(JSON.stringify(detail.value) + (detail.code || '')); } });`,
      wxml: `<picker class="multi" mode="multiSelector" range="{{range}}" bindcolumnchange="column" bindchange="change">multi</picker>
        <picker class="date" mode="date" value="2026-03-10" start="2026-02-27" end="2026-03-15" bindchange="change">date</picker>
        <picker class="time" mode="time" value="09:30" start="09:15" end="10:05" bindchange="change">time</picker>
        <picker class="region" mode="region" bindchange="change">region</picker>`,
    },
    async act(view, phone) {
      const wheel = (place: number, row: number) =>
        phone.getByTestId(`wheel-${place}`).locator('button').nth(row);
      const texts = (place: number) =>
        phone.getByTestId(`wheel-${place}`).locator('button').allInnerTexts();
      const confirm = () => phone.getByTestId('pick-confirm').click();
      await view.locator('.multi').click();
      await wheel(0, 1).click();
      await wheel(1, 2).waitFor();
      expect(await texts(1)).toEqual(['b1', 'b2', 'b3']);
      await confirm();
      await view.locator('.date').click();
      expect(await Promise.all([texts(0), texts(1)])).toEqual([['2026'], ['02', '03']]);
      expect((await texts(2)).length).toBe(15);
      await wheel(1, 0).click();
      await phone.getByTestId('wheel-2').getByText('28').waitFor();
      await phone.waitForFunction(
        () => document.querySelectorAll('[data-testid=wheel-2] button').length === 2,
      );
      await confirm();
      await view.locator('.time').click();
      expect((await texts(1)).at(0)).toBe('15');
      await confirm();
      await view.locator('.region').click();
      await wheel(0, 2).click();
      await phone.getByTestId('wheel-1').getByText('石家庄市').waitFor();
      await confirm();
    },
    said: [
      'column 01',
      '[1,0]',
      '"2026-02-28"',
      '"09:30"',
      '["河北省","石家庄市","长安区"]130000,130100,130101',
    ],
  },
  {
    name: 'layers',
    files: {
      js: `Page({ data: { show: false }, open() { this.setData({ show: true }); },
        enter() { say('enter'); }, leave() { say('after leave'); } });`,
      wxml: `<view class="open" bindtap="open">open</view>
        <page-container show="{{show}}" duration="10" position="top" bindenter="enter" bindafterleave="leave"><view>inside</view></page-container>
        <match-media max-width="200"><view>narrow</view></match-media>
        <match-media min-width="200"><view>wide</view></match-media>
        <view style="transform: scale(1); height: 1px; overflow: hidden"><root-portal><view class="portal"
          style="position: fixed; left: 0; bottom: 0; height: 30px; width: 30px">p</view></root-portal></view>`,
    },
    async act(view) {
      await view.locator('.open').click();
      await view.getByText('inside').waitFor();
      expect(await view.getByText('wide').isVisible()).toBe(true);
      expect(await view.getByText('narrow').isVisible()).toBe(false);
      const portal = await view.locator('.portal').boundingBox();
      expect(portal?.height).toBe(30);
      expect(portal?.y).toBeGreaterThan(600);
      await view.locator('.wx-page-mask').click({ position: { x: 100, y: 500 } });
      await view.getByText('inside').waitFor({ state: 'hidden' });
    },
    said: ['enter', 'after leave'],
  },
  {
    name: 'movable',
    files: {
      js: `Page({ data: { x: 0 }, go() { this.setData({ x: 500 }); }, change({ detail }) { say([detail.x, detail.y, detail.source].join()); } });`,
      wxml: `<movable-area style="width: 100px; height: 50px"><movable-view class="ball" direction="all" x="{{x}}"
        style="width: 20px; height: 20px" bindchange="change">m</movable-view></movable-area><view class="go" bindtap="go">go</view>`,
    },
    async act(view, phone) {
      await view.locator('.go').click();
      await view.locator('.ball[style*="80px"]').waitFor();
      const box = (await view.locator('.ball').boundingBox())!;
      await phone.mouse.move(box.x + 10, box.y + 10);
      await phone.mouse.down();
      await phone.mouse.move(box.x - 20, box.y + 200);
      await phone.mouse.up();
    },
    said: ['80,0,', '50,30,touch'],
  },
  {
    name: 'rich-text',
    files: {
      js: `Page({ data: { html: '<p onclick="parent.broken=1">text<img src=x onerror="parent.broken=1"><script>parent.broken=1</script></p>',
        nodes: [{ name: 'script', children: [{ type: 'text', text: 'no' }] }, { name: 'h3', attrs: { class: 'big' }, children: [{ type: 'text', text: 'list' }] }] } });`,
      wxml: '<rich-text nodes="{{html}}"/><rich-text nodes="{{nodes}}"/>',
    },
    async act(view, phone) {
      await view.locator('h3.big').waitFor();
      await view.locator('p').click();
      expect(await view.locator('wx-rich-text').first().innerHTML()).toBe('<p>text<img></p>');
      expect(await view.locator('script').count()).toBe(0);
      expect(await phone.evaluate(() => 'broken' in window)).toBe(false);
    },
  },
  {
    name: 'form',
    files: {
      js: `Page({ submit({ detail }) { say(JSON.stringify(detail.value)); } });`,
      json: '{ "usingComponents": { "own-field": "./own-field" } }',
      wxml: `<form bindsubmit="submit"><input class="digit" type="digit" name="price"/><own-field name="own" value="v"/>
        <button form-type="submit">send</button></form>`,
      'pages/own-field.json': '{ "component": true }',
      'pages/own-field.wxml': '<view>{{value}}</view>',
      'pages/own-field.js': `Component({ behaviors: ['wx://form-field'], lifetimes: { attached() { this.setData({ value: 'set' }); } } });`,
    },
    async act(view) {
      await view.locator('.digit input').fill('1a2.3.4');
      await view.locator('wx-button').click();
    },
    said: ['{"price":"12.34","own":"set"}'],
  },
  {
    name: 'refresher',
    files: {
      js: `Page({ data: { on: false }, refresh() { say('refresh'); this.setData({ on: true }); setTimeout(() => this.setData({ on: false }), 20); },
        restore() { say('restore'); } });`,
      wxml: `<scroll-view class="list" scroll-y refresher-enabled refresher-triggered="{{on}}" style="height: 300px"
        bindrefresherrefresh="refresh" bindrefresherrestore="restore"><view>row</view></scroll-view>`,
    },
    async act(view, phone) {
      const box = (await view.locator('.list').boundingBox())!;
      await phone.mouse.move(box.x + 50, box.y + 20);
      await phone.mouse.down();
      await phone.mouse.move(box.x + 50, box.y + 120, { steps: 3 });
      await phone.mouse.up();
    },
    said: ['refresh', 'restore'],
  },
];
