/** Words of 我的. */
import { BRAND } from '../contract/catalogue/brand';
import { behind } from './spacing';

const zh = {
  meStreak: (days: number) => `连续达标 ${days} 天`,
  meNoStreak: '点这里修改名字',
  meGoal: '每日目标',
  meGoalSteps: (steps: string) => `${steps} 步`,
  meFriends: '好友与邀请',
  meFriendCount: (count: number) => `${count} 人`,
  meShares: '分享记录',
  meShareCount: (count: number) => `${count} 条有效`,
  mePrivacy: '隐私',
  meConsents: '隐私与同意',
  meHide: '从所有榜单隐藏',
  meHideHint: '自己的数据照常可看',
  meExport: '导出我的数据',
  meErase: '删除账号和数据',
  meErasing: '查看删除进度',
  meGeneral: '通用',
  meLanguage: '语言 Language',
  meFollow: '跟随微信',
  meUnit: '距离单位',
  meRules: '计数规则与隐私指引',
  meLab: '厂商实验室',
  meLabHint: '仅开发版可用',
  meAbout: `关于${behind(BRAND.name.zh)}`,
};

const en: typeof zh = {
  meStreak: (days) => `Goal streak ${days} ${days === 1 ? 'day' : 'days'}`,
  meNoStreak: 'Tap to change your name',
  meGoal: 'Daily goal',
  meGoalSteps: (steps) => `${steps} steps`,
  meFriends: 'Friends and invitations',
  meFriendCount: (count) => `${count}`,
  meShares: 'Shares',
  meShareCount: (count) => `${count} live`,
  mePrivacy: 'Privacy',
  meConsents: 'Privacy and consent',
  meHide: 'Hide from all boards',
  meHideHint: 'You still see your own data',
  meExport: 'Export my data',
  meErase: 'Delete account and data',
  meErasing: 'See how far the deletion is',
  meGeneral: 'General',
  meLanguage: '语言 Language',
  meFollow: 'As in WeChat',
  meUnit: 'Distances',
  meRules: 'Counting rule and privacy',
  meLab: 'Maker lab',
  meLabHint: 'Develop versions only',
  meAbout: `About ${BRAND.name.en}`,
};

export const meWords = { zh, en };
