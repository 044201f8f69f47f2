/** The first words in a session: whom you reached, when they answer, where else to go. */
import { type Maker, makerOf, modelOf } from '../../miniprogram/contract/makers';

/** What a person hears on entering with a ticket of this maker and model, or with none. */
export function greeting(of: { maker: string; model: string } | null): string {
  const maker = of && makerOf(of.maker);
  if (!maker) return '您好，这里是环友。请告诉我们手环的品牌和型号，再说说遇到的问题。';
  const model = modelOf(of.model)?.name.zh ?? '手环';
  return maker.support.desk ? desk(maker, model) : elsewhere(maker, model);
}

function desk({ name, support }: Maker, model: string): string {
  const hours = support.hours
    ? `人工客服时间 ${support.hours}。`
    : '人工回复可能需要等一会儿，消息不会丢。';
  return `您好，这里是${name.zh}客服，已知道您用的是「${model}」。请描述遇到的问题，也可以发截图。${hours}`;
}

function elsewhere({ id, name, support }: Maker, model: string): string {
  const who = id === 'generic' ? `「${model}」的厂商` : name.zh;
  const phone = support.phone ? `电话 ${support.phone}，` : '';
  const hours = support.hours ? `（${support.hours}）` : '';
  return `您好，${who}还没有在环友设人工客服。请联系厂商：${phone}${support.site}${hours}`;
}
