#!/usr/bin/env node
/** The command line as a program of its own, where this folder was installed by another project. */
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
