# Three stages: what builds, what runs, and the image, which has neither npm's cache nor a compiler in it.
FROM node:24-slim AS build
WORKDIR /banyan
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/run.mjs build

FROM node:24-slim AS packages
WORKDIR /banyan
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /banyan
RUN mkdir /data && chown node:node /data
COPY --from=packages /banyan/node_modules node_modules
COPY --from=build /banyan/dist dist
COPY package.json LICENSE ./
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=2s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/server/src/main.js"]
