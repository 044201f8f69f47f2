/**
 * The parts of wx-server-sdk that the facade uses, with the types the package leaves out: its own
 * declarations make every result `void | string | Promise` and know neither transactions nor
 * `throwOnNotFound`. Nothing outside this folder imports the SDK.
 */
import * as sdk from 'wx-server-sdk';

export interface SdkDocument {
  get(): Promise<{ data: unknown }>;
  set(options: { data: object }): Promise<{ stats: { updated: number; created: number } }>;
  update(options: { data: object }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

export interface SdkQuery {
  where(condition: object): SdkQuery;
  orderBy(field: string, order: 'asc' | 'desc'): SdkQuery;
  limit(count: number): SdkQuery;
  field(fields: Record<string, boolean>): SdkQuery;
  get(): Promise<{ data: unknown[] }>;
  count(): Promise<{ total: number }>;
  update(options: { data: object }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

export interface SdkCollection extends SdkQuery {
  doc(id: string): SdkDocument;
  add(options: { data: object }): Promise<{ _id: string }>;
}

export interface SdkRange {
  and(other: object): object;
}

/** A comparison that another one may take the place of. */
export interface SdkOption {
  or(other: object): object;
}

export interface SdkCommand {
  in(values: readonly unknown[]): object;
  gte(value: number): SdkRange;
  gt(value: number | string): object;
  gt(value: string): object;
  lt(value: number): SdkOption;
  exists(there: boolean): object;
  lte(value: number): SdkRange;
  set(value: object): object;
  max(value: number): object;
  inc(value: number): object;
  pull(value: unknown): object;
  remove(): object;
}

/** Where documents are reached: the database itself, or a transaction. */
export interface SdkScope {
  collection(name: string): SdkCollection;
}

interface SdkDatabase extends SdkScope {
  readonly command: SdkCommand;
  runTransaction<R>(work: (scope: SdkScope) => Promise<R>, retries: number): Promise<R>;
}

/** An opened CloudID, or why it could not be opened. */
export interface SdkOpened {
  cloudID: string;
  data?: Readonly<Record<string, unknown>> & {
    watermark?: { appid: unknown; timestamp: unknown };
  };
  errCode?: number;
}

interface SdkCloud {
  init(options: { env: symbol }): void;
  readonly DYNAMIC_CURRENT_ENV: symbol;
  database(options: { throwOnNotFound: boolean }): SdkDatabase;
  getWXContext(): { OPENID?: string; APPID?: string; SOURCE?: string; ENV?: string };
  getOpenData(request: { list: readonly string[] }): Promise<{ list: readonly SdkOpened[] }>;
  uploadFile(request: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string }>;
  downloadFile(request: { fileID: string }): Promise<{ fileContent: Buffer }>;
  deleteFile(request: { fileList: string[] }): Promise<unknown>;
  getTempFileURL(request: {
    fileList: { fileID: string; maxAge: number }[];
  }): Promise<{ fileList: { tempFileURL: string }[] }>;
  readonly openapi: {
    security: {
      msgSecCheck(request: {
        openid: string;
        scene: 1;
        version: 2;
        content: string;
      }): Promise<{ result?: { suggest?: string } }>;
      mediaCheckAsync(request: {
        openid: string;
        scene: 1;
        version: 2;
        mediaUrl: string;
        mediaType: 2;
      }): Promise<{ traceId?: string }>;
    };
    subscribeMessage: {
      send(request: {
        touser: string;
        templateId: string;
        page: string;
        lang: 'zh_CN' | 'en_US';
        data: Readonly<Record<string, { value: string }>>;
      }): Promise<unknown>;
    };
    device: {
      getSnTicket(request: { sn: string; modelId: string }): Promise<{ snTicket?: string }>;
    };
    wxacode: {
      getUnlimited(request: {
        scene: string;
        page: string;
        checkPath: boolean;
        isHyaline: boolean;
      }): Promise<{ contentType: string; buffer: Buffer }>;
    };
    customerServiceMessage: {
      send(request: {
        touser: string;
        msgtype: 'text';
        text: { content: string };
      }): Promise<unknown>;
      getTempMedia(request: { mediaId: string }): Promise<{ contentType: string; buffer: Buffer }>;
    };
  };
}

export const cloud = sdk as unknown as SdkCloud;
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

export const database = cloud.database({ throwOnNotFound: false });
export const command = database.command;
