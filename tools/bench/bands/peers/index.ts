/** Libraries of npm that read AirSync's protobuf, given the same packets. */
import { bufbuild } from './bufbuild';
import { pbf } from './pbf';
import { light } from './protobufjs-light';
import { staticCode } from './protobufjs-static';
import type { Read } from './read';

export const protobufPeers = (): { name: string; read: Read }[] => [
  { name: 'protobufjs 8.8.1 light', read: light() },
  { name: 'protobufjs 8.8.1 static code', read: staticCode },
  { name: 'pbf 5.1.2', read: pbf },
  { name: '@bufbuild/protobuf 2.17.0', read: bufbuild() },
];
