export { FiguresService } from './figures.service.js';
export { FleetModule } from './fleet.module.js';
export { HeartbeatService } from './heartbeat.service.js';
