/**
 * The sample town beside everybody else: a cloud of its own, so that no made-up step ever meets one of
 * a person's. It opens when somebody of the town first asks it something.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Errand, LocalPreviewCloud } from '../../preview';
import { townStage } from './cast';

export interface TownOptions {
  /** Where its cloud keeps its data. */
  data: string;
  clock: Clock;
  /** How many its friends have walked; as many as the panel says when not said. */
  days?: number | undefined;
  /** @param now the town's time, UTC ms. */
  open(data: string, now: () => number): LocalPreviewCloud;
}

export class Town {
  private opened: LocalPreviewCloud | null = null;
  /** Its data is being deleted: whoever opened it then would have a cloud without. */
  private emptying = false;
  /** While it is made, it lives in the past: UTC ms. */
  private past: number | null = null;
  private readonly listeners: Parameters<LocalPreviewCloud['onOpenapi']>[0][] = [];

  constructor(private readonly options: TownOptions) {}

  cloud(): LocalPreviewCloud {
    if (this.emptying) throw new Error('the sample town is made anew');
    this.opened ??= this.begin();
    return this.opened;
  }

  /** The cloud, when there is one already. */
  get known(): LocalPreviewCloud | null {
    if (this.emptying) return null;
    return this.opened ?? (existsSync(this.options.data) ? this.cloud() : null);
  }

  onOpenapi(listener: (typeof this.listeners)[number]): void {
    this.listeners.push(listener);
  }

  async close(): Promise<void> {
    const { opened } = this;
    this.opened = null;
    await opened?.close();
  }

  /** What the panel offers: makes it anew, and opens the phones of its five friends. */
  get errand(): Errand {
    return {
      id: 'town',
      title: ['示例小镇', 'Sample town'],
      about: [
        '五位好友戴着五家的手环走了 90 天，另有一个 12 人的群。数据单独存放，不进别人的榜。',
        'Five friends, the five bands of the launch, 90 days, and a group of 12; in a cloud of its own.',
      ],
      begin: ['建一座', 'Make it'],
      again: ['重建', 'Make it anew'],
      open: ['打开五部手机', 'Open its five phones'],
      ready: () => existsSync(this.mark),
      stage: townStage(),
      run: (tell) => this.make(tell),
    };
  }

  /** Makes it unless there is one. */
  async ensure(tell: (part: number, words: string) => void): Promise<void> {
    if (!existsSync(this.mark)) await this.make(tell);
  }

  private get mark(): string {
    return join(this.options.data, 'made');
  }

  private begin(): LocalPreviewCloud {
    const { data, clock, open } = this.options;
    mkdirSync(data, { recursive: true });
    const cloud = open(data, () => this.past ?? clock.now());
    for (const listener of this.listeners) cloud.onOpenapi(listener);
    return cloud;
  }

  private async make(tell: (part: number, words: string) => void): Promise<void> {
    const { data, clock, days } = this.options;
    tell(0, '');
    this.emptying = true;
    try {
      await this.close();
      await rm(data, { recursive: true, force: true });
      this.emptying = false;
      const cloud = this.cloud();
      // With all drivers and virtual bands: only who makes a town waits for them.
      const { makeTown } = await import('./make');
      const setTime = (now: number) => {
        this.past = now;
      };
      const { call, cloudId } = cloud;
      const day = (at: number) => new Date(at).toISOString().slice(0, 10);
      const told = (part: number, at: number) => tell(part, day(at));
      await makeTown({ call, cloudId, setTime }, clock.now(), told, days);
      writeFileSync(this.mark, '');
    } finally {
      this.emptying = false;
      this.past = null;
    }
  }
}
