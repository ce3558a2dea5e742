export { NodeModule, type NodeModuleOptions } from './node.module.js';
export { createNodeIdentity, NODE_IDENTITY, type NodeIdentity } from './node-identity.js';
export { NodeState, type Phase } from './node-state.js';
