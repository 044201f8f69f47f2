/** What WeChat tells of a person: a profile without a name, steps, and leave to send messages. */
import { phone } from '../runtime/phone';
import { api, Failure, needTap } from './call';
import { cloudId } from './cloud';
import { toBase64 } from './files';
import { needPrivacy, needScope } from './privacy';

/** Since 2022 everybody is called so, until a page asks by its own fields. */
const PROFILE = {
  nickName: '微信用户',
  avatarUrl: '',
  gender: 0,
  country: '',
  province: '',
  city: '',
  language: '',
};

const profile = () => ({
  userInfo: PROFILE,
  rawData: JSON.stringify(PROFILE),
  signature: '',
  encryptedData: '',
  iv: '',
});

const DAY = 86_400;
const DAYS = 31;

/** Thirty-one days of a person who walks: the same for a date, whoever asks. */
function steps(): { stepInfoList: { timestamp: number; step: number }[] } {
  const today = Math.floor((phone.hub.clock.now() / 1000 + 8 * 3600) / DAY);
  return {
    stepInfoList: Array.from({ length: DAYS }, (_, index) => {
      const day = today - (DAYS - 1) + index;
      return { timestamp: day * DAY - 8 * 3600, step: 4000 + ((day * 7919) % 9000) };
    }),
  };
}

export const person = {
  getUserProfile: api('getUserProfile', () => {
    needTap();
    return profile();
  }),
  getUserInfo: api('getUserInfo', profile),
  getWeRunData: api('getWeRunData', async () => {
    await needPrivacy('getWeRunData');
    await needScope('weRunScope', '获取你的微信运动步数');
    const data = steps();
    const encryptedData = toBase64(new TextEncoder().encode(JSON.stringify(data)));
    const id = await cloudId(data).catch(() => '');
    return { encryptedData, iv: '', ...(id ? { cloudID: id } : {}) };
  }),
  requestSubscribeMessage: api('requestSubscribeMessage', ({ tmplIds }) => {
    needTap();
    const ids = Array.isArray(tmplIds) ? tmplIds.map(String) : [];
    if (ids.length === 0 || ids.length > 5) {
      throw new Failure('tmplIds is invalid', { errCode: 10001 });
    }
    const { subscribe } = phone.settings;
    return Object.fromEntries(ids.map((id) => [id, subscribe]));
  }),
  requestSubscribeDeviceMessage: api('requestSubscribeDeviceMessage', (asked) => {
    needTap();
    const { tmplIds, sn, snTicket, modelId } = asked;
    const ids = Array.isArray(tmplIds) ? tmplIds.map(String) : [];
    if (ids.length === 0 || ids.length > 3 || !sn || !snTicket || !modelId) {
      throw new Failure('invalid arguments', { errCode: 10001 });
    }
    const { subscribe } = phone.settings;
    return Object.fromEntries(ids.map((id) => [id, subscribe]));
  }),
};
