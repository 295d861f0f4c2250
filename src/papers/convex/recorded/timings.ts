// Written by `node bench/convex.ts --long --record`: see ../timings.ts for the columns.
import type { Recorded } from '../timings.ts';

export const recorded: Recorded = {
  date: '2026-11-26',
  cpu: 'AMD EPYC',
  cores: 2,
  table: `
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			1	0.00020537	0.00020537	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			1	0.00037167	0.00037167	-	-	-
iteration	n and P	80	10	20	interior point			1	0.001902	0.001902	-	-	-
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			2	0.00013883	0.00013883	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			2	0.00016215	0.00016215	-	-	-
iteration	n and P	80	10	20	interior point			2	0.00076951	0.00076951	-	-	-
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			3	0.000121	0.000121	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			3	0.000083545	0.000083545	-	-	-
iteration	n and P	80	10	20	interior point			3	0.00054242	0.00054242	-	-	-
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			4	0.000048963	0.000048963	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			4	0.000052048	0.000052048	-	-	-
iteration	n and P	80	10	20	interior point			4	0.00049431	0.00049431	-	-	-
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			5	0.000049604	0.000049604	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			5	0.000048873	0.000048873	-	-	-
iteration	n and P	80	10	20	interior point			5	0.00052859	0.00052859	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			1	0.00019324	0.00019324	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			1	0.00016008	0.00016008	-	-	-
iteration	n and P	160	10	40	interior point			1	0.0016754	0.0016754	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			2	0.000202	0.000202	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			2	0.00014227	0.00014227	-	-	-
iteration	n and P	160	10	40	interior point			2	0.0017977	0.0017977	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			3	0.00019654	0.00019654	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			3	0.00015801	0.00015801	-	-	-
iteration	n and P	160	10	40	interior point			3	0.0073483	0.0073483	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			4	0.00022156	0.00022156	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			4	0.00011989	0.00011989	-	-	-
iteration	n and P	160	10	40	interior point			4	0.0020442	0.0020442	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			5	0.00023262	0.00023262	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			5	0.00015771	0.00015771	-	-	-
iteration	n and P	160	10	40	interior point			5	0.0033714	0.0033714	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			1	0.0013597	0.0013597	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			1	0.00047696	0.00047696	-	-	-
iteration	n and P	320	10	80	interior point			1	0.023877	0.023877	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			2	0.0010797	0.0010797	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			2	0.0004809	0.0004809	-	-	-
iteration	n and P	320	10	80	interior point			2	0.027598	0.027598	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			3	0.0015965	0.0015965	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			3	0.00042182	0.00042182	-	-	-
iteration	n and P	320	10	80	interior point			3	0.014239	0.014239	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			4	0.0013135	0.0013135	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			4	0.00040112	0.00040112	-	-	-
iteration	n and P	320	10	80	interior point			4	0.019979	0.019979	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			5	0.0055408	0.0055408	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			5	0.0005145	0.0005145	-	-	-
iteration	n and P	320	10	80	interior point			5	0.016631	0.016631	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			1	0.014344	0.014344	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			1	0.0091562	0.0091562	-	-	-
iteration	n and P	640	10	160	interior point			1	0.086229	0.086229	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			2	0.014698	0.014698	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			2	0.0057497	0.0057497	-	-	-
iteration	n and P	640	10	160	interior point			2	0.098136	0.098136	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			3	0.014324	0.014324	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			3	0.0016893	0.0016893	-	-	-
iteration	n and P	640	10	160	interior point			3	0.10818	0.10818	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			4	0.019278	0.019278	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			4	0.0098038	0.0098038	-	-	-
iteration	n and P	640	10	160	interior point			4	0.10709	0.10709	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			5	0.015511	0.015511	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			5	0.0019138	0.0019138	-	-	-
iteration	n and P	640	10	160	interior point			5	0.11708	0.11708	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			1	0.000079318	0.000079318	-	-	-
iteration	n	100	10	25	accelerated ADMM			1	0.000041282	0.000041282	-	-	-
iteration	n	100	10	25	interior point			1	0.00064614	0.00064614	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			2	0.000077846	0.000077846	-	-	-
iteration	n	100	10	25	accelerated ADMM			2	0.000041602	0.000041602	-	-	-
iteration	n	100	10	25	interior point			2	0.00065699	0.00065699	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			3	0.000081382	0.000081382	-	-	-
iteration	n	100	10	25	accelerated ADMM			3	0.00004022	0.00004022	-	-	-
iteration	n	100	10	25	interior point			3	0.0006886	0.0006886	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			4	0.000078096	0.000078096	-	-	-
iteration	n	100	10	25	accelerated ADMM			4	0.000041532	0.000041532	-	-	-
iteration	n	100	10	25	interior point			4	0.00070934	0.00070934	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			5	0.000077756	0.000077756	-	-	-
iteration	n	100	10	25	accelerated ADMM			5	0.00004037	0.00004037	-	-	-
iteration	n	100	10	25	interior point			5	0.00072003	0.00072003	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			1	0.00011938	0.00011938	-	-	-
iteration	n	200	10	25	accelerated ADMM			1	0.00011375	0.00011375	-	-	-
iteration	n	200	10	25	interior point			1	0.0017355	0.0017355	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			2	0.00011832	0.00011832	-	-	-
iteration	n	200	10	25	accelerated ADMM			2	0.000086208	0.000086208	-	-	-
iteration	n	200	10	25	interior point			2	0.0013033	0.0013033	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			3	0.0001347	0.0001347	-	-	-
iteration	n	200	10	25	accelerated ADMM			3	0.000084616	0.000084616	-	-	-
iteration	n	200	10	25	interior point			3	0.0015997	0.0015997	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			4	0.00011288	0.00011288	-	-	-
iteration	n	200	10	25	accelerated ADMM			4	0.000079649	0.000079649	-	-	-
iteration	n	200	10	25	interior point			4	0.0012991	0.0012991	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			5	0.00012173	0.00012173	-	-	-
iteration	n	200	10	25	accelerated ADMM			5	0.000079839	0.000079839	-	-	-
iteration	n	200	10	25	interior point			5	0.0011743	0.0011743	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			1	0.00018363	0.00018363	-	-	-
iteration	n	400	10	25	accelerated ADMM			1	0.00019125	0.00019125	-	-	-
iteration	n	400	10	25	interior point			1	0.0018571	0.0018571	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			2	0.0001871	0.0001871	-	-	-
iteration	n	400	10	25	accelerated ADMM			2	0.00012595	0.00012595	-	-	-
iteration	n	400	10	25	interior point			2	0.0019626	0.0019626	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			3	0.00025179	0.00025179	-	-	-
iteration	n	400	10	25	accelerated ADMM			3	0.00012936	0.00012936	-	-	-
iteration	n	400	10	25	interior point			3	0.0020133	0.0020133	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			4	0.00021348	0.00021348	-	-	-
iteration	n	400	10	25	accelerated ADMM			4	0.00012393	0.00012393	-	-	-
iteration	n	400	10	25	interior point			4	0.0018946	0.0018946	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			5	0.00018325	0.00018325	-	-	-
iteration	n	400	10	25	accelerated ADMM			5	0.0001224	0.0001224	-	-	-
iteration	n	400	10	25	interior point			5	0.0057997	0.0057997	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			1	0.00032618	0.00032618	-	-	-
iteration	n	800	10	25	accelerated ADMM			1	0.0002115	0.0002115	-	-	-
iteration	n	800	10	25	interior point			1	0.011085	0.011085	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			2	0.00036111	0.00036111	-	-	-
iteration	n	800	10	25	accelerated ADMM			2	0.00021794	0.00021794	-	-	-
iteration	n	800	10	25	interior point			2	0.0072583	0.0072583	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			3	0.00033533	0.00033533	-	-	-
iteration	n	800	10	25	accelerated ADMM			3	0.00024686	0.00024686	-	-	-
iteration	n	800	10	25	interior point			3	0.011146	0.011146	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			4	0.00035167	0.00035167	-	-	-
iteration	n	800	10	25	accelerated ADMM			4	0.00022992	0.00022992	-	-	-
iteration	n	800	10	25	interior point			4	0.0075214	0.0075214	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			5	0.00034934	0.00034934	-	-	-
iteration	n	800	10	25	accelerated ADMM			5	0.00021396	0.00021396	-	-	-
iteration	n	800	10	25	interior point			5	0.01117	0.01117	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			1	0.000037586	0.000037586	-	-	-
iteration	d	200	10	10	accelerated ADMM			1	0.000025347	0.000025347	-	-	-
iteration	d	200	10	10	interior point			1	0.00038487	0.00038487	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			2	0.000035803	0.000035803	-	-	-
iteration	d	200	10	10	accelerated ADMM			2	0.000025027	0.000025027	-	-	-
iteration	d	200	10	10	interior point			2	0.00038759	0.00038759	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			3	0.000034682	0.000034682	-	-	-
iteration	d	200	10	10	accelerated ADMM			3	0.000031327	0.000031327	-	-	-
iteration	d	200	10	10	interior point			3	0.00039007	0.00039007	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			4	0.000034892	0.000034892	-	-	-
iteration	d	200	10	10	accelerated ADMM			4	0.000024337	0.000024337	-	-	-
iteration	d	200	10	10	interior point			4	0.00038768	0.00038768	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			5	0.000035082	0.000035082	-	-	-
iteration	d	200	10	10	accelerated ADMM			5	0.000023695	0.000023695	-	-	-
iteration	d	200	10	10	interior point			5	0.00037941	0.00037941	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			1	0.000061161	0.000061161	-	-	-
iteration	d	200	20	10	accelerated ADMM			1	0.000035694	0.000035694	-	-	-
iteration	d	200	20	10	interior point			1	0.00071328	0.00071328	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			2	0.000061211	0.000061211	-	-	-
iteration	d	200	20	10	accelerated ADMM			2	0.000043174	0.000043174	-	-	-
iteration	d	200	20	10	interior point			2	0.00071561	0.00071561	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			3	0.00006046	0.00006046	-	-	-
iteration	d	200	20	10	accelerated ADMM			3	0.000034962	0.000034962	-	-	-
iteration	d	200	20	10	interior point			3	0.00074043	0.00074043	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			4	0.000061051	0.000061051	-	-	-
iteration	d	200	20	10	accelerated ADMM			4	0.000038868	0.000038868	-	-	-
iteration	d	200	20	10	interior point			4	0.0006936	0.0006936	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			5	0.000059048	0.000059048	-	-	-
iteration	d	200	20	10	accelerated ADMM			5	0.000036033	0.000036033	-	-	-
iteration	d	200	20	10	interior point			5	0.00068768	0.00068768	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			1	0.00017039	0.00017039	-	-	-
iteration	d	200	40	10	accelerated ADMM			1	0.000085457	0.000085457	-	-	-
iteration	d	200	40	10	interior point			1	0.001593	0.001593	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			2	0.00013939	0.00013939	-	-	-
iteration	d	200	40	10	accelerated ADMM			2	0.000079288	0.000079288	-	-	-
iteration	d	200	40	10	interior point			2	0.0016545	0.0016545	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			3	0.00015332	0.00015332	-	-	-
iteration	d	200	40	10	accelerated ADMM			3	0.000078757	0.000078757	-	-	-
iteration	d	200	40	10	interior point			3	0.0017774	0.0017774	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			4	0.00019199	0.00019199	-	-	-
iteration	d	200	40	10	accelerated ADMM			4	0.000074431	0.000074431	-	-	-
iteration	d	200	40	10	interior point			4	0.0016345	0.0016345	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			5	0.00019085	0.00019085	-	-	-
iteration	d	200	40	10	accelerated ADMM			5	0.00010241	0.00010241	-	-	-
iteration	d	200	40	10	interior point			5	0.0016884	0.0016884	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			1	0.00058306	0.00058306	-	-	-
iteration	d	200	80	10	accelerated ADMM			1	0.00013771	0.00013771	-	-	-
iteration	d	200	80	10	interior point			1	0.0085756	0.0085756	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			2	0.00049279	0.00049279	-	-	-
iteration	d	200	80	10	accelerated ADMM			2	0.00012893	0.00012893	-	-	-
iteration	d	200	80	10	interior point			2	0.0086845	0.0086845	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			3	0.00056985	0.00056985	-	-	-
iteration	d	200	80	10	accelerated ADMM			3	0.0001309	0.0001309	-	-	-
iteration	d	200	80	10	interior point			3	0.012498	0.012498	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			4	0.00047139	0.00047139	-	-	-
iteration	d	200	80	10	accelerated ADMM			4	0.00012968	0.00012968	-	-	-
iteration	d	200	80	10	interior point			4	0.0091525	0.0091525	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			5	0.00046198	0.00046198	-	-	-
iteration	d	200	80	10	accelerated ADMM			5	0.00014329	0.00014329	-	-	-
iteration	d	200	80	10	interior point			5	0.012493	0.012493	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			1	0.000058397	0.000058397	-	-	-
iteration	P	200	20	10	accelerated ADMM			1	0.000035683	0.000035683	-	-	-
iteration	P	200	20	10	interior point			1	0.00069764	0.00069764	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			2	0.000077917	0.000077917	-	-	-
iteration	P	200	20	10	accelerated ADMM			2	0.000035753	0.000035753	-	-	-
iteration	P	200	20	10	interior point			2	0.00071369	0.00071369	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			3	0.000058387	0.000058387	-	-	-
iteration	P	200	20	10	accelerated ADMM			3	0.000035403	0.000035403	-	-	-
iteration	P	200	20	10	interior point			3	0.00066387	0.00066387	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			4	0.000059008	0.000059008	-	-	-
iteration	P	200	20	10	accelerated ADMM			4	0.000035743	0.000035743	-	-	-
iteration	P	200	20	10	interior point			4	0.00070939	0.00070939	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			5	0.000059358	0.000059358	-	-	-
iteration	P	200	20	10	accelerated ADMM			5	0.000035633	0.000035633	-	-	-
iteration	P	200	20	10	interior point			5	0.00066086	0.00066086	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			1	0.0001619	0.0001619	-	-	-
iteration	P	200	20	20	accelerated ADMM			1	0.00008109	0.00008109	-	-	-
iteration	P	200	20	20	interior point			1	0.0014994	0.0014994	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			2	0.0001676	0.0001676	-	-	-
iteration	P	200	20	20	accelerated ADMM			2	0.000084566	0.000084566	-	-	-
iteration	P	200	20	20	interior point			2	0.0056915	0.0056915	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			3	0.00016676	0.00016676	-	-	-
iteration	P	200	20	20	accelerated ADMM			3	0.000084226	0.000084226	-	-	-
iteration	P	200	20	20	interior point			3	0.0016959	0.0016959	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			4	0.00018408	0.00018408	-	-	-
iteration	P	200	20	20	accelerated ADMM			4	0.000081021	0.000081021	-	-	-
iteration	P	200	20	20	interior point			4	0.0016121	0.0016121	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			5	0.00016572	0.00016572	-	-	-
iteration	P	200	20	20	accelerated ADMM			5	0.000079819	0.000079819	-	-	-
iteration	P	200	20	20	interior point			5	0.0016718	0.0016718	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			1	0.00081687	0.00081687	-	-	-
iteration	P	200	20	40	accelerated ADMM			1	0.00014458	0.00014458	-	-	-
iteration	P	200	20	40	interior point			1	0.0030518	0.0030518	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			2	0.00078814	0.00078814	-	-	-
iteration	P	200	20	40	accelerated ADMM			2	0.00015006	0.00015006	-	-	-
iteration	P	200	20	40	interior point			2	0.0088617	0.0088617	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			3	0.00091294	0.00091294	-	-	-
iteration	P	200	20	40	accelerated ADMM			3	0.00016586	0.00016586	-	-	-
iteration	P	200	20	40	interior point			3	0.0069751	0.0069751	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			4	0.0010227	0.0010227	-	-	-
iteration	P	200	20	40	accelerated ADMM			4	0.00015544	0.00015544	-	-	-
iteration	P	200	20	40	interior point			4	0.0068608	0.0068608	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			5	0.00058969	0.00058969	-	-	-
iteration	P	200	20	40	accelerated ADMM			5	0.00014828	0.00014828	-	-	-
iteration	P	200	20	40	interior point			5	0.010905	0.010905	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			1	0.012758	0.012758	-	-	-
iteration	P	200	20	80	accelerated ADMM			1	0.00033048	0.00033048	-	-	-
iteration	P	200	20	80	interior point			1	0.012538	0.012538	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			2	0.012816	0.012816	-	-	-
iteration	P	200	20	80	accelerated ADMM			2	0.00037126	0.00037126	-	-	-
iteration	P	200	20	80	interior point			2	0.013462	0.013462	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			3	0.012854	0.012854	-	-	-
iteration	P	200	20	80	accelerated ADMM			3	0.00028524	0.00028524	-	-	-
iteration	P	200	20	80	interior point			3	0.013412	0.013412	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			4	0.011306	0.011306	-	-	-
iteration	P	200	20	80	accelerated ADMM			4	0.0004628	0.0004628	-	-	-
iteration	P	200	20	80	interior point			4	0.018542	0.018542	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			5	0.010186	0.010186	-	-	-
iteration	P	200	20	80	accelerated ADMM			5	0.00029749	0.00029749	-	-	-
iteration	P	200	20	80	interior point			5	0.011891	0.011891	-	-	-
size	n and P	40	10	10	ADMM (Algorithm 3.1)		0.001	1	0.058916	0.058916	0.00048163	0.12006	-
size	n and P	40	10	10	accelerated ADMM		0.001	1	0.07365	0.07365	0.00040826	0.12006	-
size	n and P	40	10	10	interior point		0.001	1	0.025201	0.025201	0.00039643	0.12005	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.0001	1	0.090786	0.011192	0.00017618	0.12003	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.0001	1	0.085127	0.014801	0.0000058136	0.12001	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.0001	1	0.2048	0.11195	0.00047111	0.12002	-
size	n and P	40	10	10	ADMM (Algorithm 3.1)		0.001	2	0.052737	0.052737	0.00078844	0.10955	-
size	n and P	40	10	10	accelerated ADMM		0.001	2	0.032719	0.032719	0.00030145	0.10951	-
size	n and P	40	10	10	interior point		0.001	2	0.031793	0.031793	0.00026132	0.10951	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.0001	2	0.095109	0.0091453	0.00032189	0.10951	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.0001	2	0.08257	0.010582	0.0000032483	0.10948	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.0001	2	0.19323	0.097465	0.000083564	0.10948	-
size	n and P	40	10	10	ADMM (Algorithm 3.1)		0.001	3	0.022392	0.022392	0.00092586	0.19193	-
size	n and P	40	10	10	accelerated ADMM		0.001	3	0.35605	0.35605	0.00040993	0.19184	-
size	n and P	40	10	10	interior point		0.001	3	0.01365	0.01365	0.00028488	0.19182	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.0001	3	0.059786	0.016483	0.00010604	0.19178	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.0001	3	0.23841	0.011278	0.0000019863	0.19176	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.0001	3	0.42771	0.2506	0.0003985	0.19178	-
size	n and P	80	10	20	ADMM (Algorithm 3.1)		0.001	1	0.3211	0.3211	0.00091473	0.55385	-
size	n and P	80	10	20	accelerated ADMM		0.001	1	0.12301	0.12301	0.00092293	0.55388	-
size	n and P	80	10	20	interior point		0.001	1	0.065907	0.065907	0.00059673	0.55369	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.0001	1	0.17948	0.056904	0.00061466	0.5537	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.0001	1	0.22809	0.068484	0.0000057289	0.55338	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.0001	1	0.84397	0.62988	0.00065187	0.55348	-
size	n and P	80	10	20	ADMM (Algorithm 3.1)		0.001	2	0.22998	0.22998	0.00082685	0.48199	-
size	n and P	80	10	20	accelerated ADMM		0.001	2	0.11319	0.11319	0.00065188	0.48193	-
size	n and P	80	10	20	interior point		0.001	2	0.038058	0.038058	0.00038639	0.4818	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.0001	2	0.1931	0.067582	0.0027251	0.48204	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.0001	2	0.2089	0.064734	0.0000089043	0.48164	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.0001	2	0.6827	0.48209	0.0013072	0.48195	-
size	n and P	80	10	20	ADMM (Algorithm 3.1)		0.001	3	0.20432	0.20432	0.00042571	0.49644	-
size	n and P	80	10	20	accelerated ADMM		0.001	3	0.096763	0.096763	0.00061723	0.4966	-
size	n and P	80	10	20	interior point		0.001	3	0.042937	0.042937	0.00021739	0.49639	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.0001	3	0.19163	0.065337	0.0032692	0.49695	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.0001	3	0.24129	0.11482	0.0000068754	0.49631	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.0001	3	0.47126	0.32072	0.00045909	0.49647	-
size	n and P	160	10	40	ADMM (Algorithm 3.1)		0.001	1	3.0086	3.0086	0.00076449	1.517	-
size	n and P	160	10	40	accelerated ADMM		0.001	1	1.9087	1.9087	0.00099023	1.5176	-
size	n and P	160	10	40	interior point		0.001	1	0.10341	0.10341	0.00023295	1.5165	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.0001	1	0.62918	0.3322	0.0037885	1.5178	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.0001	1	0.8038	0.42972	0.0000017997	1.5162	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.0001	1	2.2284	1.7656	0.011458	1.5174	-
size	n and P	160	10	40	ADMM (Algorithm 3.1)		0.001	2	3.9696	3.9696	0.00051644	1.4559	-
size	n and P	160	10	40	accelerated ADMM		0.001	2	2.2912	2.2912	0.00096294	1.4565	-
size	n and P	160	10	40	interior point		0.001	2	0.12659	0.12659	0.00039853	1.4559	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.0001	2	0.71154	0.37392	0.0045296	1.457	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.0001	2	1.0893	0.56128	0.000010276	1.4555	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.0001	2	2.4676	1.7994	0.0033695	1.4601	-
size	n and P	160	10	40	ADMM (Algorithm 3.1)		0.001	3	4.9717	4.9717	0.00065425	1.599	-
size	n and P	160	10	40	accelerated ADMM		0.001	3	0.98041	0.98041	0.00081146	1.5996	-
size	n and P	160	10	40	interior point		0.001	3	0.12363	0.12363	0.00064663	1.5989	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.0001	3	0.63269	0.33764	0.0083647	1.6012	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.0001	3	0.78088	0.44811	0.0000042097	1.5987	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.0001	3	3.4589	2.9534	0.0027275	1.6022	-
size	n and P	320	10	80	interior point		0.001	1	1.876	1.876	0.00061368	5.2097	-
size	n and P	320	10	80	interior point		0.001	2	1.9856	1.9856	0.00066867	4.7189	-
size	n and P	320	10	80	interior point		0.001	3	2.1441	2.1441	0.00093078	4.9011	-
curve	MNIST n=500	500	100	12	interior point			1	0.29302	0.29302	0.99939	238.97	0.86391
curve	MNIST n=500	500	100	12	interior point			1	0.42701	0.42701	0.99858	212.19	0.8345
curve	MNIST n=500	500	100	12	interior point			1	0.55314	0.55314	0.99651	165.59	0.82802
curve	MNIST n=500	500	100	12	interior point			1	0.79467	0.79467	0.98513	75.974	0.82203
curve	MNIST n=500	500	100	12	interior point			1	1.0558	1.0558	0.28527	2.7824	0.81505
curve	MNIST n=500	500	100	12	interior point			1	1.6528	1.6528	0.0036276	2.0396	0.80857
curve	MNIST n=500	500	100	12	interior point			1	2.1996	2.1996	0.0000023496	2.0365	0.81007
curve	MNIST n=500	500	100	12	interior point			1	2.8308	2.8308	7.719e-9	2.0364	0.81007
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.030798	0.030798	1	618.27	0.91077
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.038992	0.038992	0.99994	339.59	0.92622
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.058765	0.058765	0.95144	5.457	0.87687
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.074853	0.074853	0.93199	4.7716	0.87238
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.10908	0.10908	0.91152	4.2554	0.87288
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.14465	0.14465	0.98236	15.45	0.84297
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.22237	0.22237	0.97486	10.679	0.83549
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.30382	0.30382	0.86936	5.858	0.834
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.41331	0.41331	0.77401	5.0368	0.81356
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.53436	0.53436	0.59862	3.3262	0.81057
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.66803	0.66803	0.46746	3.1733	0.80459
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.93436	0.93436	0.4604	3.2239	0.80907
curve	MNIST n=500	500	100	12	accelerated ADMM			1	1.181	1.181	0.29785	2.8204	0.81007
curve	MNIST n=500	500	100	12	accelerated ADMM			1	1.5086	1.5086	0.035202	2.0746	0.80957
curve	MNIST n=500	500	100	12	accelerated ADMM			1	1.8858	1.8858	0.0036945	2.0401	0.81107
curve	MNIST n=500	500	100	12	accelerated ADMM			1	2.3815	2.3815	0.00099754	2.0372	0.80907
curve	MNIST n=500	500	100	12	accelerated ADMM			1	3.0971	3.0971	0.000095023	2.0366	0.80907
curve	MNIST n=500	500	100	12	accelerated ADMM			1	3.8872	3.8872	0.000019108	2.0365	0.81007
curve	MNIST n=500	500	100	12	accelerated ADMM			1	4.8626	4.8626	0.0000019221	2.0365	0.81007
curve	MNIST n=500	500	100	12	accelerated ADMM			1	6.0835	6.0835	4.4803e-8	2.0364	0.81007
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	0.78091	0.78091	0.99934	133.26	0.87438
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	1.0625	1.0625	0.90394	4.2174	0.86341
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	1.3283	1.3283	0.78701	3.2334	0.85294
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	1.6624	1.6624	0.61107	2.7047	0.84048
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	2.0797	2.0797	0.43917	2.3378	0.82353
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	2.6012	2.6012	0.21751	2.1777	0.81904
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	3.2911	3.2911	0.1788	2.1026	0.81755
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	4.1179	4.1179	0.12624	2.0635	0.81705
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	5.1495	5.1495	0.10503	2.0475	0.81356
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	6.4423	6.4423	0.081351	2.0405	0.81107
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	8.0548	8.0548	0.061451	2.0397	0.80957
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	10.077	10.077	0.04361	2.0378	0.81057
curve	MNIST n=500	500	100	12	block coordinate descent			1	3.4341	3.4341	0.99927	250	0.51446
curve	MNIST n=500	500	100	12	block coordinate descent			1	4.3523	4.3523	0.99009	16.922	0.91525
curve	MNIST n=500	500	100	12	block coordinate descent			1	5.5365	5.5365	0.98491	10.575	0.91525
curve	MNIST n=500	500	100	12	block coordinate descent			1	7.0242	7.0242	0.98605	10.232	0.91525
curve	MNIST n=500	500	100	12	block coordinate descent			1	8.8957	8.8957	0.98722	9.6618	0.91426
curve	MNIST n=500	500	100	12	block coordinate descent			1	11.151	11.151	0.98773	9.3606	0.91575
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.011493	0.011493	-	82.256	0.9337
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.016649	0.016649	-	58.779	0.94367
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.03284	0.03284	-	49.758	0.95314
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.04145	0.04145	-	26.553	0.96311
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.056912	0.056912	-	14.685	0.9661
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.071971	0.071971	-	9.518	0.9656
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.089967	0.089967	-	4.1912	0.9656
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.13974	0.13974	-	2.8572	0.96112
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.19097	0.19097	-	1.883	0.95513
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.23916	0.23916	-	1.4616	0.95513
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.35313	0.35313	-	1.299	0.95364
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.45112	0.45112	-	1.1377	0.95414
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.57533	0.57533	-	0.67948	0.94865
cases	Gaussian n=40	40	5	50	Assay, interior point		0.001	1	0.04849	0.04849	0.00068296	0.0037884	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.001	2	0.047634	0.047634	0.00068296	0.0037884	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.001	3	0.086847	0.086847	0.00068296	0.0037884	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.0001	1	0.051463	0.051463	0.000090672	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.0001	2	0.063774	0.063774	0.000090672	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.0001	3	0.059176	0.059176	0.000090672	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.000001	1	0.031557	0.031557	2.5163e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.000001	2	0.045902	0.045902	2.5163e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.000001	3	0.065474	0.065474	2.5163e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.001	1	0.40815	0.40815	0.00042975	0.0037876	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.001	2	0.57272	0.57272	0.00042975	0.0037876	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.001	3	0.40716	0.40716	0.00042975	0.0037876	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.0001	1	0.3747	0.3747	0.00008495	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.0001	2	0.42783	0.42783	0.00008495	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.0001	3	0.39564	0.39564	0.00008495	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.000001	1	0.7772	0.7772	9.925e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.000001	2	0.78598	0.78598	9.925e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.000001	3	0.62289	0.62289	9.925e-7	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.0001	1	0.39081	0.070245	0.0015377	0.0037913	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.0001	2	0.48343	0.15312	0.0015377	0.0037913	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.0001	3	0.39334	0.074343	0.0015377	0.0037913	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.000001	1	0.39888	0.090162	0.000033419	0.0037861	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.000001	2	0.36926	0.081481	0.000033419	0.0037861	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.000001	3	0.39059	0.074272	0.000033419	0.0037861	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	default	1	0.37408	0.092318	7.553e-9	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	default	2	0.37789	0.092388	7.553e-9	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	default	3	0.4321	0.09711	7.553e-9	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.0001	1	0.49197	0.077393	0.00082602	0.003789	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.0001	2	0.47219	0.093519	0.00082602	0.003789	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.0001	3	0.46632	0.078432	0.00082602	0.003789	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.000001	1	0.49291	0.10225	0.0000015133	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.000001	2	0.42151	0.098723	0.0000015133	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.000001	3	0.36742	0.093471	0.0000015133	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	default	1	0.42539	0.10693	1.7755e-8	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	default	2	0.41209	0.090438	1.7755e-8	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	default	3	0.39378	0.087775	1.7755e-8	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	default	1	2.0491	1.7189	0.0037193	0.0037871	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	default	2	2.2213	1.8453	0.0037193	0.0037871	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	default	3	1.9455	1.6184	0.0037193	0.0037871	-
cases	MNIST n=500	500	100	12	Assay, interior point		0.001	1	0.92035	0.92035	0.0002411	2.0368	0.80957
cases	MNIST n=500	500	100	12	Assay, interior point		0.001	2	1.1608	1.1608	0.0002411	2.0368	0.80957
cases	MNIST n=500	500	100	12	Assay, interior point		0.001	3	0.76935	0.76935	0.0002411	2.0368	0.80957
cases	MNIST n=500	500	100	12	Assay, interior point		0.0001	1	0.87604	0.87604	0.000019862	2.0365	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.0001	2	0.97796	0.97796	0.000019862	2.0365	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.0001	3	0.95747	0.95747	0.000019862	2.0365	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.000001	1	1.0725	1.0725	3.9516e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.000001	2	1.2017	1.2017	3.9516e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.000001	3	1.4029	1.4029	3.9516e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.001	1	1.5735	1.5735	0.00036435	2.037	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.001	2	1.3739	1.3739	0.00036435	2.037	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.001	3	1.2194	1.2194	0.00036435	2.037	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.0001	1	1.7022	1.7022	0.000077592	2.0366	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.0001	2	1.5912	1.5912	0.000077592	2.0366	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.0001	3	1.8616	1.8616	0.000077592	2.0366	0.80907
cases	MNIST n=500	500	100	12	CVXPY, Clarabel	0.11.1	0.0001	1	13.3	12.695	0.0045816	2.0373	0.80957
cases	MNIST n=500	500	100	12	CVXPY, ECOS	2.0.14	0.0001	1	4.997	4.2115	0.000016392	2.0365	0.81007
cases	MNIST n=500	500	100	12	CVXPY, ECOS	2.0.14	0.000001	1	5.2095	4.4161	5.9888e-8	2.0364	0.81007
cases	MNIST n=500	500	100	12	CVXPY, SCS	3.3.1	default	1	14.817	13.647	0.000037575	2.0365	0.81007
cases	MNIST n=500	500	100	12	scnn, augmented Lagrangian	0.0.10	0.0001	1	5.727	5.727	0.99669	18.72	0.95763
cases	CIFAR squared	600	147	12	Assay, interior point		0.001	1	3.5482	3.5482	0.00014238	0.83088	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.0001	1	4.3921	4.3921	0.00001447	0.83078	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.001	1	2.2525	2.2525	0.0001485	0.83085	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.001	2	2.4355	2.4355	0.0001485	0.83085	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.001	3	2.8642	2.8642	0.0001485	0.83085	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.0001	1	3.1307	3.1307	0.000087246	0.83082	0.7255
cases	CIFAR hinge	600	147	12	Assay, interior point		0.001	1	3.8488	3.8488	0.00042324	0.0035419	0.808
cases	CIFAR hinge	600	147	12	Assay, interior point		0.0001	1	2.4917	2.4917	0.000023778	0.0035417	0.807
cases	CIFAR hinge	600	147	12	Assay, interior point		0.0001	2	2.5371	2.5371	0.000023778	0.0035417	0.807
cases	CIFAR hinge	600	147	12	Assay, accelerated ADMM		0.001	1	4.4658	4.4658	0.0007422	0.0035443	0.807
cases	CIFAR hinge	600	147	12	Assay, accelerated ADMM		0.0001	1	5.6384	5.6384	0.000041832	0.0035419	0.807
cases	MNIST n=2000	2000	100	24	Assay, interior point		0.001	1	19	19	0.00019385	56.55	0.88983
cases	MNIST n=2000	2000	100	24	Assay, interior point		0.0001	1	35.656	35.656	0.000019791	56.549	0.88983
cases	MNIST n=11809	11809	100	8	Assay, interior point		0.001	1	18.504	18.504	0.0007544	1258.9	0.96012
cases	MNIST n=11809	11809	100	8	Assay, interior point		0.0001	1	14.383	14.383	0.000039397	1258	0.96012
`,
};
