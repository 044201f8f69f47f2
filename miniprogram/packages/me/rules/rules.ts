/** Texts to read: the counting rule and privacy, the terms, what this is and what it is made of. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { leaving } from '../../../behaviors/leaving';
import { BRAND } from '../../../contract/catalogue/brand';
import { RULE_VERSION } from '../../../contract/counting';
import { openGuideline } from '../../../phone/wechat';
import { barTitle } from '../../../words/appearance';
import { textOf } from '../../../words/index';
import { rulesWords, type Section } from '../../../words/rules';
import { LICENCES } from './licences';

const DESK = '/packages/desk/inbox/inbox';
const PARTS = ['rules', 'terms', 'about'] as const;
type Part = (typeof PARTS)[number];

Component({
  behaviors: [appearance(rulesWords), leaving],
  data: {
    part: 'rules' as Part,
    sections: [] as Section[],
    licences: [] as readonly string[],
    logo: `/${BRAND.logo}`,
  },
  methods: {
    onLoad({ part: wanted }: { part?: string }) {
      const part = PARTS.find((known) => known === wanted) ?? 'rules';
      const t = textOf(rulesWords);
      const sections = t.rulesParts(RULE_VERSION)[part];
      put(this, { part, sections, licences: part === 'about' ? LICENCES : [] });
      const title = barTitle(t.rulesPage[part], part === 'rules' ? t.rulesPageShort : undefined);
      wx.setNavigationBarTitle({ title, fail: () => {} });
    },
    onDesk() {
      this.goTo(DESK);
    },
    onGuideline() {
      openGuideline();
    },
  },
});
