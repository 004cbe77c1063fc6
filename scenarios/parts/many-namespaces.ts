import { param } from '../../src/authoring.ts';

/** The parameters of a lesson that joins as many namespaces as one likes. */
export const MANY_NAMESPACES = {
  namespaces: param.integer({
    min: 2,
    max: 500,
    initial: 3,
    about: { en: 'how many namespaces are joined', zh: '要连接多少个命名空间' },
  }),
  subnet: param.subnet({
    initial: '10.10.10.0/24',
    hosts: 3,
    about: {
      en: 'the network that they share; the default grows where more addresses are needed',
      zh: '它们共用的网段；需要更多地址时，默认网段会自动扩大',
    },
  }),
};
