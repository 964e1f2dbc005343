/** Rules on the device make an extractor like any other. */
import { testExtractor } from '../../../testing/conformance/extractor.ts';
import { onDeviceExtractor } from './extractor.ts';

testExtractor('onDeviceExtractor', async () => ({
  extractor: onDeviceExtractor(),
  [Symbol.asyncDispose]: async () => {},
}));
