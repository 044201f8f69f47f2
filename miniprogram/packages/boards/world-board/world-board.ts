/** Everybody's board: of how many one is ahead, the distribution, and those who walked most. */
import { appearance } from '../../../behaviors/appearance';
import { boardFault, boarding } from '../../../behaviors/board';
import { put, putSoon } from '../../../behaviors/drawing';
import { type DayKey, dayOf } from '../../../contract/activity';
import type { World } from '../../../contract/api';
import { now } from '../../../lib/clock';
import { reconsider } from '../../../services/account/index';
import { cachedWorld, worldBoard } from '../../../services/boards/index';
import { textOf } from '../../../words/index';
import type { Problem } from '../../../words/problems';
import { worldWords } from '../../../words/world';
import { type WorldView, worldView } from './view';

/** What is not drawn. There is one such board, so this may live here. */
const behind: { world: World | null } = { world: null };

Component({
  behaviors: [appearance(worldWords, 'common'), boarding],
  data: {
    view: null as WorldView | null,
    problem: null as Problem | null,
    table: false,
    listing: false,
  },
  methods: {
    open(day: DayKey) {
      behind.world = cachedWorld(day);
      put(this, { problem: null, view: this.drawn() });
    },
    async ask(day: DayKey) {
      try {
        const world = await worldBoard(day);
        if (day !== this.data.day) return;
        behind.world = world;
        put(this, { problem: null, view: this.drawn() });
      } catch (failure) {
        const problem = behind.world ? null : textOf(worldWords).problems[boardFault(failure)];
        if (day === this.data.day) put(this, { problem });
      }
    },
    paint() {
      this.stamp();
      putSoon(this, { view: this.drawn() });
    },
    drawn(): WorldView | null {
      const { world } = behind;
      return world && worldView(world, dayOf(now()));
    },
    onRetry() {
      reconsider();
      put(this, { problem: null });
      void this.reload();
    },
    onTable() {
      put(this, { table: !this.data.table });
    },
    onTop() {
      put(this, { listing: true });
      this.triggerEvent('cover', { covered: true });
    },
    onShut() {
      put(this, { listing: false });
      this.triggerEvent('cover', { covered: false });
    },
  },
});
