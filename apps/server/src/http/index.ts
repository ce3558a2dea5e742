export { createAdapter } from './adapter.js';
export { ProblemFilter } from './problem.filter.js';
export { RequestFault } from './request-fault.js';
export { invalidRequest, validation } from './validation.js';
