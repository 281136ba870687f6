// Polls by fetch, in place of XMLHttpRequest and what old versions of it need.
export { Fetch as XHR } from "../../../node_modules/engine.io-client/build/esm/transports/polling-fetch.js";
