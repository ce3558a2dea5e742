export { type Actor, actorOf, findActor, setActor } from './actor.js';
export { createAdapter } from './adapter.js';
export { clientAddress, isSecure } from './client.js';
export { Operation, routeOf } from './operation.js';
export { ProblemFilter } from './problem.filter.js';
export { fieldFault, RequestFault, rateLimited } from './request-fault.js';
export { invalidRequest, validation } from './validation.js';
