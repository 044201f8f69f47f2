/** The built mini program as the phone's script carries it. */

export interface MiniProgramNode {
  path: string;
  page: boolean;
  config: Record<string, unknown>;
  using: Record<string, string>;
  /** Runs the script, which calls Page() or Component(). */
  load(): void;
}

export interface MiniProgram {
  config: Record<string, unknown>;
  theme: Record<string, Record<string, string>>;
  pages: string[];
  /** Component path to CSS; "app" is app.wxss. */
  styles: Record<string, string>;
  nodes: MiniProgramNode[];
  /** Runs app.ts. */
  load(): void;
}
