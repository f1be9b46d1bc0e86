window.onload = () => {
  const services = ['intake', 'approval', 'evaluation', 'appeal'];
  window.ui = SwaggerUIBundle({
    urls: services.map((name) => ({ name, url: `/api/${name}/openapi.json` })),
    'urls.primaryName': new URLSearchParams(location.search).get('urls.primaryName') ?? services[0],
    dom_id: '#swagger-ui',
    deepLinking: true,
    validatorUrl: null,
    persistAuthorization: false,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: 'StandaloneLayout',
  });
};
