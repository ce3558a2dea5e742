export * from './console.js';
export * from './errors.js';
export * from './ids.js';
