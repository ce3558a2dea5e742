/** Pre-scaling plans, and the scheduled work that carries them out. */
import { Module } from '@nestjs/common';
import { FleetModule } from '../fleet/index.js';
import { TagManagementModule } from '../tag-management/index.js';
import { FleetFacts } from './fleet-facts.service.js';
import { PlannerService } from './planner.service.js';
import { PromotionController } from './promotion.controller.js';
import { PromotionService } from './promotion.service.js';
import { PromotionEffects } from './promotion-effects.service.js';
import { PromotionMoves } from './promotion-moves.service.js';
import { PromotionRunner } from './promotion-runner.service.js';

@Module({
  imports: [FleetModule, TagManagementModule],
  controllers: [PromotionController],
  providers: [FleetFacts, PlannerService, PromotionEffects, PromotionMoves, PromotionRunner, PromotionService],
})
export class PromotionModule {}
