/** The sheet of the person's groups: another one is chosen there, or one is left. */
import { put } from '../../../behaviors/drawing';
import type { DayKey } from '../../../contract/activity';
import { complain } from '../../../phone/complain';
import { confirmed } from '../../../phone/dialog';
import { chooseGroup, leaveGroup, ownGroups } from '../../../services/groups/index';
import { groupWords } from '../../../words/groups';
import { textOf } from '../../../words/index';
import { type Choice, choicesOf } from './choices';

type Tap = WechatMiniprogram.TouchEvent<object, object, { group: string }>;

export const switching = Behavior({
  data: { switching: false, choices: [] as Choice[] },
  observers: {
    /** At midnight the places in an open sheet are of the new day, too. */
    day() {
      if (this.data.switching) void this.onSwitch();
    },
  },
  methods: {
    async onSwitch() {
      const { day } = this.data as unknown as { day: DayKey };
      try {
        put(this, { choices: choicesOf(await ownGroups(), day), switching: true });
        this.triggerEvent('cover', { covered: true });
      } catch (failure) {
        void complain(failure, () => this.onSwitch());
      }
    },
    onShut() {
      put(this, { switching: false });
      this.triggerEvent('cover', { covered: false });
    },
    onChoose({ currentTarget }: Tap) {
      chooseGroup(currentTarget.dataset.group);
      this.onShut();
      this.restart();
    },
    async onLeave({ currentTarget }: Tap) {
      const t = textOf(groupWords);
      const [title, content] = [t.groupLeaveTitle, t.groupLeaveText];
      if (!(await confirmed({ title, content, yes: 'boardLeave', danger: true }))) return;
      await this.leave(currentTarget.dataset.group);
    },
    async leave(group: string) {
      try {
        await leaveGroup(group);
        wx.showToast({ title: textOf(groupWords).groupLeft, icon: 'none' });
        this.onShut();
        this.restart();
      } catch (failure) {
        void complain(failure, () => this.leave(group));
      }
    },
    /** The board's own: another group is looked at, or none any more. */
    restart(): void {},
  },
});
