/** After `npm install`: what the mini program needs beside its own source. */
import { buildNpm } from './npm';

await buildNpm();
