/** The built mini program as its script carries it into the phone. */

export interface MiniProgramNode {
  path: string;
  page: boolean;
  config: Record<string, unknown>;
  using: Record<string, string>;
  /** Tag to reference of components that the preview does not have. */
  absent: Record<string, string>;
  /** App paths of what stands in for its generics. */
  generics: string[];
  /** App path of the script that calls Page() or Component(), or null. */
  script: string | null;
  /** The prefix its style sheet's classes carry. */
  scope: string;
  /** What the build found wrong with its files. */
  problems: string[];
}

export interface Module {
  /** Reference as written to app path. What is missing here fails when it is required. */
  deps: Record<string, string>;
  /** The source's line, from 1, of each of its lines; a script that is no source has none. */
  lines: number[];
  /** The line of app.js, from 1, where it begins. */
  from: number;
}

export interface MiniProgram {
  config: Record<string, unknown>;
  theme: Record<string, Record<string, string>>;
  pages: string[];
  /** What WeChat only warns of is an error. */
  strict: boolean;
  /** App path of app.ts, or null. */
  script: string | null;
  /** App path of the script that answers `wx.request`, or null. */
  mock: string | null;
  /** Scripts by app path, each in CommonJS (`PARAMETERS`). */
  scripts: Record<string, (...args: unknown[]) => void>;
  /** What belongs to each. */
  modules: Record<string, Module>;
  /** Component path to CSS; "app" is app.wxss. */
  styles: Record<string, string>;
  nodes: MiniProgramNode[];
  /** Template path to generator. */
  templates: Record<string, unknown>;
}

declare global {
  var miniProgram: MiniProgram;
}

export const app = globalThis.miniProgram;
