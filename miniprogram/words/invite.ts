/** Words of invitations: the card, and the page it opens. */
import { ahead, apart, behind, together } from './spacing';

const zh = {
  inviteFriends: '邀请好友',
  inviteOne: '邀请一位好友',
  inviteOneHint: '对方接受后，你们互相看得到步数。',
  inviteOneMore: '不限手环品牌，随时可以移除。',
  inviteSend: '发送邀请卡片',
  inviteRule: '邀请 7 天内有效，只能使用一次',
  inviteCard: '和我一起看步数排行，什么手环都可以',
  inviteTitle: '好友邀请',
  inviteFrom: (name: string) => `${ahead(together(name))}邀请你成为好友`,
  inviteExplain: '接受后，你们互相看得到每天的步数、手环品牌和同步时间。随时可以移除。',
  inviteBlocked: (name: string) => `你屏蔽了${behind(together(name))}`,
  inviteUnblocks: '接受邀请就解除屏蔽，你们又互相看得到每天的步数。',
  inviteLifted: '已解除屏蔽',
  inviteLiftedHint: '这个邀请无法接受，你可以邀请对方。',
  inviteAccept: '接受邀请',
  inviteLater: '以后再说',
  inviteAccepted: (name: string) => `你和${apart(together(name))}已是好友`,
  inviteAcceptedHint: '两个人会出现在同一张好友榜上。',
  inviteGoRanking: '去看排行',
  inviteGoToday: '去首页',
};

const en: typeof zh = {
  inviteFriends: 'Invite friends',
  inviteOne: 'Invite a friend',
  inviteOneHint: "Once they accept, you see each other's steps.",
  inviteOneMore: "Any maker's band. Remove them any time.",
  inviteSend: 'Send the card',
  inviteRule: 'Valid for 7 days, works once',
  inviteCard: 'Compare steps with me, whatever band you wear',
  inviteTitle: 'Invitation',
  inviteFrom: (name) => `${together(name)} invites you`,
  inviteExplain:
    "Once you accept, you see each other's daily steps, band maker and sync time. Remove them any time.",
  inviteBlocked: (name) => `You blocked ${together(name)}`,
  inviteUnblocks: "Accepting lifts it, and you see each other's daily steps again.",
  inviteLifted: 'Block lifted',
  inviteLiftedHint: 'This invitation cannot be accepted, but you can invite them.',
  inviteAccept: 'Accept',
  inviteLater: 'Not now',
  inviteAccepted: (name) => `You and ${together(name)} are friends`,
  inviteAcceptedHint: 'You are both on one friends board now.',
  inviteGoRanking: 'See the ranking',
  inviteGoToday: 'Go to Today',
};

export const inviteWords = { zh, en };
