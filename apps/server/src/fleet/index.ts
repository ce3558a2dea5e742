export { FiguresService } from './figures.service.js';
export { FleetModule } from './fleet.module.js';
export { FleetReader } from './fleet-reader.js';
export { HeartbeatService } from './heartbeat.service.js';
export { MinuteWriter } from './minute-writer.service.js';
export { OwnBuffers } from './own-buffers.js';
export { spaceUsedOf } from './troubles.js';
