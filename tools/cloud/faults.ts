/** Programmable trouble, per action of the wire and per openapi name. */
import { busyError, conflictError, WireError } from './errors';

/** What goes wrong. "Lost" means the effect happened but no answer arrives. */
export type FaultKind =
  | 'error'
  | 'timeout-before'
  | 'timeout-after'
  | 'lost-answer'
  | 'conflict'
  | 'busy'
  | 'quota'
  | 'latency';

export interface FaultRule {
  /** `database.modifyDocument`, `wx.openApi`, `functions.invokeFunction`, `invoke` … or `*`. */
  action: string;
  kind: FaultKind;
  /** Only when this says so about the request's parameters. */
  when?: (params: Record<string, unknown>) => boolean;
  /** How often; 1 when not said. */
  times?: number;
  /** Added before the effect. */
  latencyMs?: number;
  /** For `error`. */
  code?: string;
  message?: string;
}

interface Active extends FaultRule {
  left: number;
}

/** What a matching rule asks of the server. */
export interface Trouble {
  latencyMs: number;
  before?: WireError;
  after?: WireError;
  lost: boolean;
  /** A conflict ends the transaction it strikes, as on the real service. */
  endsTransaction: boolean;
}

const timeout = (): WireError => new WireError('SERVER_TIMEOUT', 'request timeout');
const quota = (): WireError =>
  new WireError('EXCEED_REQUEST_LIMIT', '[LimitExceeded.NoValidConnection] exceed request limit');

export class Faults {
  #rules: Active[] = [];
  /** Every fault that struck, for assertions. */
  readonly struck: { action: string; kind: FaultKind }[] = [];

  /** Adds a rule; call the result to take it away. */
  add(rule: FaultRule): () => void {
    const active: Active = { ...rule, left: rule.times ?? 1 };
    this.#rules.push(active);
    return () => {
      this.#rules = this.#rules.filter((other) => other !== active);
    };
  }

  clear(): void {
    this.#rules = [];
  }

  /** The trouble for this request, if any; uses the rule up. */
  take(action: string, params: Record<string, unknown>): Trouble | undefined {
    if (this.#rules.length === 0) return undefined;
    const rule = this.#rules.find(
      (one) =>
        (one.action === '*' || one.action === action) &&
        one.left > 0 &&
        (one.when?.(params) ?? true),
    );
    if (!rule) return undefined;
    rule.left -= 1;
    this.struck.push({ action, kind: rule.kind });
    return trouble(rule);
  }
}

function trouble(rule: FaultRule): Trouble {
  const out: Trouble = {
    latencyMs: rule.latencyMs ?? 0,
    lost: false,
    endsTransaction: rule.kind === 'conflict',
  };
  switch (rule.kind) {
    case 'error':
      out.before = new WireError(rule.code ?? 'SYS_ERR', rule.message ?? 'injected error');
      break;
    case 'timeout-before':
      out.before = timeout();
      break;
    case 'timeout-after':
      out.after = timeout();
      break;
    case 'lost-answer':
      out.lost = true;
      break;
    case 'conflict':
      out.before = conflictError();
      break;
    case 'busy':
      out.before = busyError();
      break;
    case 'quota':
      out.before = quota();
      break;
    case 'latency':
      break;
  }
  return out;
}
