import type { Clock } from '../../lib/clock';

/** Most unacknowledged values that fit one connection event (phones do one to four). */
const PER_EVENT = 4;

export interface Transfer {
  /** Acknowledged transfers (writes with response, reads, indications) take an event each. */
  acknowledged: boolean;
  run(): void;
}

/**
 * The air between one phone and one band: transfers happen at connection events, in order and per
 * direction, so virtual time passes as radio time does. With an interval of 0 they happen as soon
 * as the clock lets them.
 */
export class VirtualAir {
  private readonly lanes: { toBand: Transfer[]; toPhone: Transfer[] } = { toBand: [], toPhone: [] };
  private cancel: (() => void) | null = null;
  private closed = false;

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  send(lane: 'toBand' | 'toPhone', transfer: Transfer): void {
    if (this.closed) return;
    this.lanes[lane].push(transfer);
    this.schedule();
  }

  /** Nothing is carried any more. */
  close(): void {
    this.closed = true;
    this.cancel?.();
    this.lanes.toBand.length = 0;
    this.lanes.toPhone.length = 0;
  }

  private schedule(): void {
    if (this.cancel || this.closed) return;
    const wait = this.intervalMs > 0 ? this.intervalMs - (this.clock.now() % this.intervalMs) : 0;
    this.cancel = this.clock.after(wait, () => this.event());
  }

  private event(): void {
    this.cancel = null;
    const due = [...take(this.lanes.toBand), ...take(this.lanes.toPhone)];
    for (const transfer of due) if (!this.closed) transfer.run();
    if (this.lanes.toBand.length + this.lanes.toPhone.length > 0) this.schedule();
  }
}

function take(lane: Transfer[]): Transfer[] {
  if (lane[0]?.acknowledged) return lane.splice(0, 1);
  const acknowledged = lane.findIndex((transfer) => transfer.acknowledged);
  return lane.splice(0, Math.min(PER_EVENT, acknowledged < 0 ? lane.length : acknowledged));
}
