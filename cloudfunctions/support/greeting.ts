/** The first words in a session: whom one reached, and how to reach the maker. Nothing that is not so. */
import { BRAND } from '../../miniprogram/contract/catalogue/brand';
import { makerOf, modelOf } from '../../miniprogram/contract/makers';

/** What a person hears on entering with a ticket of this maker and model, or with none. */
export function greeting(of: { maker: string; model: string } | null): string {
  const maker = of && makerOf(of.maker);
  if (!maker) return `${HERE}。请告诉我们手环的品牌和型号，${HELP}`;
  const model = modelOf(of.model)?.name.zh ?? '手环';
  const { phone, site, hours } = maker.support;
  const who = maker.id === 'generic' ? '手环厂商' : maker.name.zh;
  const direct = `也可以直接联系${who}：${phone ? `电话 ${phone}，` : ''}${site}${hours ? `（${hours}）` : ''}`;
  return `${HERE}，已知道您用的是「${model}」。${HELP}${direct}`;
}

const HERE = `您好，这里是${BRAND.name.zh}`;
const HELP = '请说说遇到的问题，也可以发截图，消息会转给人工客服，回复可能要等一会儿。';
