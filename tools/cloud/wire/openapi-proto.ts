/**
 * The protobuf of `wx.openApi` (field numbers read from wx-server-sdk 4.0.2): key-value pairs for
 * openapi calls, and a nested message for the open-data service.
 */
import { PbfReader, PbfWriter } from 'pbf';

export interface OpenApiRequest {
  /** 0: an openapi by name; 2: an internal service. */
  apiType: number;
  pairs: { key: string; value: Uint8Array; contentType: string; fileName: string }[];
  service?: { name: string; data: Uint8Array };
}

type Pair = OpenApiRequest['pairs'][number];

function readPair(reader: PbfReader): Pair {
  const pair: Pair = { key: '', value: new Uint8Array(), contentType: '', fileName: '' };
  return reader.readMessage<Pair>((tag, out, pbf) => {
    if (tag === 1) out.key = pbf.readString();
    else if (tag === 2) out.value = pbf.readBytes();
    else if (tag === 3) out.contentType = pbf.readString();
    else if (tag === 4) out.fileName = pbf.readString();
  }, pair);
}

/** Decodes `CommApiData`. */
export function readOpenApiRequest(bytes: Uint8Array): OpenApiRequest {
  const request: OpenApiRequest = { apiType: 0, pairs: [] };
  return new PbfReader(bytes).readFields<OpenApiRequest>((tag, out, pbf) => {
    if (tag === 1) out.apiType = pbf.readVarint();
    else if (tag === 2) {
      pbf.readMessage<Pair[]>((inner, pairs, data) => {
        if (inner === 1) pairs.push(readPair(data));
      }, out.pairs);
    } else if (tag === 4) {
      const service = { name: '', data: new Uint8Array() as Uint8Array };
      out.service = pbf.readMessage<typeof service>((inner, into, data) => {
        if (inner === 1) into.name = data.readString();
        else if (inner === 2) into.data = data.readBytes();
      }, service);
    }
  }, request);
}

/** The CloudIDs of an `OpenDataReq`. */
export function readCloudIds(bytes: Uint8Array): string[] {
  return new PbfReader(bytes).readFields<string[]>((tag, out, pbf) => {
    if (tag === 2) out.push(pbf.readString());
  }, []);
}

/** An `OpenDataResp`. */
export function writeOpenData(items: readonly { cloudId: string; json: string }[]): Uint8Array {
  const writer = new PbfWriter();
  for (const item of items) {
    writer.writeMessage(
      1,
      (one: { cloudId: string; json: string }, pbf: PbfWriter) => {
        pbf.writeStringField(1, one.cloudId);
        pbf.writeStringField(2, one.json);
      },
      item,
    );
  }
  return writer.finish();
}

export interface OpenApiAnswer {
  data?: Uint8Array;
  contentType?: string;
  /** WeChat's own refusal, such as -604101. */
  errorCode?: number;
}

/** A `CommOpenApiResp`. */
export function writeOpenApiAnswer(answer: OpenApiAnswer): Buffer {
  const writer = new PbfWriter();
  if (answer.data) writer.writeBytesField(1, answer.data);
  if (answer.contentType) writer.writeStringField(2, answer.contentType);
  if (answer.errorCode) writer.writeVarintField(3, answer.errorCode);
  writer.writeVarintField(4, 200);
  return Buffer.from(writer.finish());
}
