/** What WeChat refuses, what the preview has not, and what `wx` says of itself. */
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Case } from './cases';

const set = (phone: Page, patch: object): Promise<void> =>
  phone.evaluate((settings) => {
    type Hub = { phone(user: string): { set(patch: object): void } };
    (window as unknown as { previewHub: Hub }).previewHub.phone('conformance').set(settings);
  }, patch);

export const REFUSALS: Case[] = [
  {
    name: 'can-i-use',
    files: {
      js: `say(['getSystemInfoSync', 'getSystemInfoSync.return.screenWidth', 'showToast.object.image', 'showToast.object.nothing',
          'request.object.method.GET', 'request.object.method.EAT', 'createVKSession', 'CameraContext.takePhoto', 'noSuchThing',
          'button', 'button.open-type.contact', 'swiper.previous-margin', 'text.nothing', 'login.success.code', 'cloud']
          .map((one) => Number(wx.canIUse(one))).join('')); Page({});`,
      wxml: '<view>x</view>',
    },
    said: ['111010110111011'],
  },
  {
    name: 'missing',
    files: {
      js: `Page({ onLoad() {
        wx.startRecord({ fail: ({ errMsg }) => say(errMsg), complete: () => say('complete') });
        wx.addPhoneContact({}).catch(({ errMsg }) => say('caught ' + errMsg));
        try { wx.getStorageInfoSync(); wx.createBufferURL(); } catch (error) { say('sync ' + error.message); }
        wx.onGyroscopeChange(() => say('never'));
        const camera = wx.createCameraContext();
        camera.takePhoto({ fail: ({ errMsg }) => say(errMsg) });
        class Effect extends wx.getXrFrameSystem().Component {}
        const own = (name) => Object.prototype.hasOwnProperty.call(wx, name);
        say([typeof wx.noSuchThing, new Effect() instanceof Effect, own('getLocation'), own('noSuchThing')].join());
      } });`,
      wxml: '<view>x</view>',
    },
    said: [
      'sync createBufferURL:fail not supported in the preview',
      'undefined,true,true,false',
      'startRecord:fail not supported in the preview',
      'complete',
      'caught addPhoneContact:fail not supported in the preview',
      'createCameraContext.takePhoto:fail not supported in the preview',
    ].sort(),
  },
  {
    name: 'requests',
    files: {
      js: `Page({ onLoad() {
        const task = wx.request({ url: 'https://api.example.com/people?page=2', success: ({ statusCode, data }) => say(statusCode + data[0].name) });
        wx.request({ url: 'https://api.example.com/people', method: 'POST', data: { n: 1 }, success: ({ statusCode, data }) => say(statusCode + ' ' + data.made) });
        wx.request({ url: 'https://api.example.com/none', fail: ({ errMsg }) => say(errMsg) });
        wx.request({ url: 'https://api.example.com/people', fail: ({ errMsg }) => say(errMsg) }).abort();
        say([typeof task.abort, typeof task.then].join());
      } });`,
      wxml: '<view>x</view>',
    },
    said: [
      'function,undefined',
      'request:fail abort',
      '200Ann',
      '201 1',
      'request:fail url not in domain list',
    ].sort(),
  },
  {
    name: 'refusals',
    files: {
      js: `const told = (name) => ({ fail: ({ errMsg }) => say(errMsg), success: (answer) => say(name + JSON.stringify(answer.t || answer.data || '')) });
        Page({
          onLoad() {
            wx.showModal({ title: 'x', cancelText: '一二三四五', ...told() });
            wx.navigateTo({ url: '/pages/tab-one', ...told() });
          },
          async tap() {
            wx.requestSubscribeMessage({ tmplIds: ['t'], ...told('subscribe ') });
            wx.setClipboardData({ data: 'secret', ...told('copied') });
            wx.getWeRunData({ fail: ({ errMsg }) => say(errMsg), success: ({ encryptedData }) => say('days ' + JSON.parse(atob_(encryptedData)).stepInfoList.length) });
          } });
        const atob_ = (text) => String.fromCharCode(...new Uint8Array(wx.base64ToArrayBuffer(text)));`,
      wxml: '<view class="go" bindtap="tap">go</view>',
    },
    async act(view, phone) {
      await set(phone, { privacyAgreed: false, subscribe: 'ban', weRunScope: 'denied' });
      await view.locator('.go').click();
      await phone.getByTestId('modal-cancel').last().click();
      await phone.getByTestId('modal-cancel').last().click();
      await set(phone, { privacyAgreed: true, subscribe: 'accept', weRunScope: 'granted' });
      await view.locator('.go').click();
      await phone.getByTestId('toast').waitFor();
      expect(await phone.getByTestId('toast').innerText()).toBe('内容已复制');
    },
    said: [
      'copied""',
      'days 31',
      'getWeRunData:fail privacy permission is not authorized',
      'navigateTo:fail can not navigateTo a tabbar page',
      'setClipboardData:fail privacy permission is not authorized',
      'showModal:fail parameter error: cancelText is longer than 4 Chinese characters',
      'subscribe "accept"',
      'subscribe "ban"',
    ],
  },
  {
    name: 'scopes',
    files: {
      js: `Page({ onLoad() {
          wx.getPrivacySetting({ success: ({ privacyContractName }) => say(privacyContractName) });
          for (const scope of ['scope.address', 'scope.userLocation', 'scope.nothing'])
            wx.authorize({ scope, success: ({ errMsg }) => say(errMsg), fail: ({ errMsg }) => say(errMsg) });
        },
        ask() { wx.authorize({ scope: 'scope.writePhotosAlbum', fail: ({ errMsg }) => say(errMsg) }); } });`,
      wxml: '<view class="go" bindtap="ask">go</view>',
    },
    async act(view, phone) {
      await set(phone, { albumScope: 'ask' });
      await view.locator('.go').click();
      await phone.getByText('conformance 申请').waitFor();
      await phone.getByTestId('modal-cancel').click();
      await set(phone, { albumScope: 'granted' });
    },
    said: [
      'authorize:fail auth deny',
      'authorize:fail invalid scope',
      'authorize:fail userLocation is not supported in the preview',
      'authorize:ok',
      '《conformance小程序隐私保护指引》',
    ],
  },
];
