export * from '../protocols/driver';
