export { PromotionModule } from './promotion.module.js';
export { PromotionRunner } from './promotion-runner.service.js';
